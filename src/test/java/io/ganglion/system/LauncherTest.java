package io.ganglion.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What scripts/ganglion makes of its arguments and of the machine. */
class LauncherTest {
  private static final String MAIN = "io.ganglion.job.Main";

  @TempDir Path folder;
  private LauncherHome launcher;
  private String jar;

  @BeforeEach
  void install() throws Exception {
    launcher = new LauncherHome(folder);
    jar = launcher.home.resolve("spark-job/target/ganglion-spark-job.jar").toString();
  }

  @Test
  void helpComesWhenAskedFor() throws Exception {
    Outcome outcome = launcher.run("--master", "local[2]", "--help");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.output())
        .startsWith("Usage: scripts/ganglion")
        .contains("train", "evaluate", "predict", "summary", "GANGLION_MEMORY", "Examples");
  }

  @Test
  void helpComesWithoutACommandToo() throws Exception {
    Outcome outcome = launcher.run();
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.output()).startsWith("Usage: scripts/ganglion");
  }

  @Test
  void helpOfACommandIsTheProgramsBusiness() throws Exception {
    assertThat(launcher.run("train", "--help").lines()).endsWith(MAIN, "train", "--help");
  }

  @Test
  void optionsAloneAreNoCommand() throws Exception {
    Outcome outcome = launcher.run("--master", "local[2]");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.errors()).contains("no command after Spark's options");
  }

  @Test
  void anOptionWithoutItsValueIsNamed() throws Exception {
    Outcome outcome = launcher.run("--conf");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.errors()).contains("--conf needs a value");
  }

  @Test
  void sparkSubmitTakesItsOptionsBeforeTheJarAndTheCommandBehindIt() throws Exception {
    launcher.sparkHome();
    Outcome outcome =
        launcher.run(
            "--master",
            "yarn",
            "--verbose",
            "--conf",
            "spark.a=b *",
            "--jars=x.jar",
            "train",
            "my job.yaml",
            "--set",
            "data.test=");
    assertThat(outcome.lines())
        .containsExactly(
            "--master",
            "yarn",
            "--verbose",
            "--conf",
            "spark.a=b *",
            "--jars=x.jar",
            "--class",
            MAIN,
            jar,
            "train",
            "my job.yaml",
            "--set",
            "data.test=");
  }

  @Test
  void sparkSubmitIsFoundOnThePath() throws Exception {
    launcher.sparkSubmitOnPath();
    assertThat(launcher.run("train").lines()).containsExactly("--class", MAIN, jar, "train");
  }

  @Test
  void aSparkHomeWithoutSparkSubmitIsTold() throws Exception {
    launcher.set("SPARK_HOME", "/nowhere");
    Outcome outcome = launcher.run("train");
    assertThat(outcome.errors()).contains("no bin/spark-submit in SPARK_HOME (/nowhere)");
    assertThat(outcome.lines()).contains("-Dspark.master=local[*]");
  }

  @Test
  void anInstallationWithoutLoggingSettingsGetsTheQuietOnes() throws Exception {
    Path spark = launcher.sparkHome();
    String quiet = "-Dlog4j2.configurationFile=file:";
    assertThat(launcher.run("train").errors())
        .contains(quiet)
        .contains("a%20home/conf/log4j2.properties");
    Files.createDirectories(spark.resolve("conf"));
    Files.writeString(spark.resolve("conf/log4j2.properties"), "");
    assertThat(launcher.run("train").errors()).doesNotContain(quiet);
  }

  @Test
  void theEmbeddedSparkTakesPropertiesBeforeTheProgramAndTheCommandBehindIt() throws Exception {
    launcher.set("GANGLION_MEMORY", "3g");
    Outcome outcome =
        launcher.run(
            "--master=local[2]",
            "--conf",
            "spark.a=b *",
            "--name",
            "my run",
            "train",
            "my job.yaml",
            "--set",
            "data.test=");
    assertThat(outcome.lines())
        .contains("--add-modules=jdk.incubator.vector", "-Xmx3g", "-Dspark.master=local[2]")
        .endsWith(
            "-Dspark.a=b *",
            "-Dspark.app.name=my run",
            "-cp",
            launcher.home.resolve("spark.jar") + ":other.jar:" + jar,
            MAIN,
            "train",
            "my job.yaml",
            "--set",
            "data.test=");
  }

  @Test
  void theEmbeddedSparkRunsOnAllCoresWithHalfOfTheMemory() throws Exception {
    assertThat(launcher.run("train").lines())
        .contains("-Dspark.master=local[*]", "-XX:MaxRAMPercentage=50");
  }

  @Test
  void driverSettingsReachTheJvmThatIsTheDriver() throws Exception {
    assertThat(
            launcher
                .run(
                    "--driver-memory",
                    "5g",
                    "--conf",
                    "spark.driver.extraJavaOptions=-Da=1 -Db=2",
                    "train")
                .lines())
        .contains("-Xmx5g", "-Da=1", "-Db=2");
  }

  @Test
  void aLocalClusterFindsSparkOnTheClassPath() throws Exception {
    Outcome outcome = launcher.run("--master", "local-cluster[2,1,1024]", "train");
    Path sparkHome = launcher.home.resolve("spark-job/target/spark-home");
    assertThat(outcome.errors()).contains("SPARK_HOME " + sparkHome + "\n");
    assertThat(sparkHome.resolve("jars")).isEmptyDirectory();
    assertThat(outcome.lines())
        .contains(
            "-Dspark.executor.extraClassPath="
                + launcher.home.resolve("spark.jar")
                + ":other.jar:"
                + jar);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--master yarn", "--jars x.jar", "--verbose", "--conf spark.a"})
  void whatTheEmbeddedSparkCannotDoIsRefused(String options) throws Exception {
    Outcome outcome = launcher.run((options + " train").split(" "));
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.output()).isEmpty();
    assertThat(outcome.errors()).containsPattern("needs a Spark installation|takes KEY=VALUE");
  }

  @Test
  void theProgramRunsInTheCallersFolderAndItsExitCodeComesBack() throws Exception {
    launcher.set("STAND_IN_EXIT", "4");
    Outcome embedded = launcher.run("train");
    assertThat(embedded.exitCode()).isEqualTo(4);
    assertThat(embedded.errors()).contains("folder " + launcher.caller + "\n");
    launcher.sparkHome();
    Outcome installed = launcher.run("train");
    assertThat(installed.exitCode()).isEqualTo(4);
    assertThat(installed.errors()).contains("folder " + launcher.caller + "\n");
  }

  @Test
  void aSymbolicLinkWillDo() throws Exception {
    Path link = folder.resolve("link");
    Files.createSymbolicLink(link, Path.of("a home/scripts/ganglion"));
    assertThat(launcher.runAs(link, "train").lines()).endsWith(MAIN, "train");
  }

  @Test
  void aMissingJavaIsSaid() throws Exception {
    launcher.withoutJava();
    Outcome outcome = launcher.run("train");
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.errors()).contains("java not found: install a JDK 17", "JAVA_HOME");
  }

  @Test
  void aWrongJavaHomeIsSaid() throws Exception {
    launcher.set("JAVA_HOME", "/nowhere");
    Outcome outcome = launcher.run("train");
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.errors()).contains("JAVA_HOME (/nowhere) has no bin/java");
  }

  @Test
  void anOldJavaIsSaid() throws Exception {
    launcher.java("1.8.0_392");
    Outcome outcome = launcher.run("train");
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.errors()).contains("is version 8, and Java 17 or newer is needed");
  }

  @Test
  void anOldJavaOfAnInstallationIsSaidToo() throws Exception {
    Path spark = launcher.sparkHome();
    launcher.java("11.0.25");
    Outcome outcome = launcher.run("train");
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.errors()).contains("is version 11, and Java 17 or newer is needed");

    Path java = folder.resolve("java-17/bin/java");
    LauncherHome.program(java, "echo 'openjdk version \"17.0.15\"' >&2");
    Files.createDirectories(spark.resolve("conf"));
    String setting = "export JAVA_HOME='" + folder.resolve("java-17") + "'\n";
    Files.writeString(spark.resolve("conf/spark-env.sh"), setting);
    Outcome chosen = launcher.run("train");
    assertThat(chosen.lines()).as(chosen.errors()).endsWith("train");
  }

  @Test
  void aDriverGetsTheVectorsThatSpark35LeavesOut() throws Exception {
    launcher.sparkHome();
    launcher.set("SPARK_SUBMIT_OPTS", "-Da=b");
    assertThat(launcher.run("train").errors())
        .contains("SPARK_SUBMIT_OPTS -Da=b --add-modules=jdk.incubator.vector");
  }

  @Test
  void aJavaThatSparkDoesNotRunOnIsSaid() throws Exception {
    launcher.java("25.0.1");
    Outcome outcome = launcher.run("train");
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.errors()).contains("is version 25, and Spark runs on Java 17 to 23");
  }
}
