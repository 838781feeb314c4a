package io.ganglion.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When scripts/ganglion builds the jar, and what it says about that. */
class LauncherBuildTest {
  private static final String BUILD =
      """
      printf '%s\\n' "$@" >called
      touch spark-job/target/ganglion-spark-job.jar
      echo "$PWD/spark.jar" >spark-job/target/spark.classpath
      """;

  @TempDir Path folder;
  private LauncherHome launcher;
  private Path jar;
  private Path called;

  @BeforeEach
  void install() throws Exception {
    launcher = new LauncherHome(folder);
    launcher.maven("3.8.7", BUILD);
    jar = launcher.home.resolve("spark-job/target/ganglion-spark-job.jar");
    called = launcher.home.resolve("called");
  }

  @Test
  void aCurrentJarIsTaken() throws Exception {
    assertThat(launcher.run("train").exitCode()).isZero();
    assertThat(called).doesNotExist();
  }

  @Test
  void theFirstRunBuildsAndSaysThatItDownloads() throws Exception {
    Files.delete(jar);
    Files.delete(launcher.home.resolve("spark-job/target/spark.classpath"));
    Outcome outcome = launcher.run("train");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.errors())
        .contains("Building ganglion (first time: downloads Spark from Maven Central, about");
    assertThat(called).content().contains("package", "-DskipTests");
    assertThat(outcome.lines()).endsWith("train");
  }

  @Test
  void changedSourcesAreBuiltOnce() throws Exception {
    launcher.age("spark-job/target/ganglion-spark-job.jar", 30);
    launcher.write("spark-job/src/main/java/Main.java", "changed");
    assertThat(launcher.run("train").errors()).contains("its sources have changed");
    Files.delete(called);
    assertThat(launcher.run("train").errors()).doesNotContain("Building");
    assertThat(called).doesNotExist();
  }

  @Test
  void sparkSubmitNeedsNoDownloadedSpark() throws Exception {
    launcher.sparkHome();
    Files.delete(launcher.home.resolve("spark-job/target/spark.classpath"));
    assertThat(launcher.run("train").exitCode()).isZero();
    assertThat(called).doesNotExist();
  }

  @Test
  void sparkIsFetchedAgainWhenItHasGone() throws Exception {
    Files.delete(launcher.home.resolve("spark.jar"));
    launcher.run("train");
    assertThat(called).exists();
  }

  @Test
  void aFailedBuildNamesTheErrorAndTheLog() throws Exception {
    Files.delete(jar);
    launcher.maven("3.8.7", "echo '[ERROR] no space left'\nexit 1\n");
    Outcome outcome = launcher.run("train");
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.output()).isEmpty();
    assertThat(outcome.errors())
        .contains("[ERROR] no space left", "the build failed", "target/build.log");
  }

  @Test
  void anOldMavenIsSaid() throws Exception {
    Files.delete(jar);
    launcher.maven("3.6.3", "");
    Outcome outcome = launcher.run("train");
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.errors()).contains("mvn is version 3.6, and Maven 3.8 or newer is needed");
  }

  @Test
  void aMissingCompilerAndAMissingMavenAreSaid() throws Exception {
    Files.delete(jar);
    Files.delete(folder.resolve("tools/mvn"));
    assertThat(launcher.run("train").errors()).contains("mvn not found", "install Maven 3.8");
    Files.delete(folder.resolve("tools/javac"));
    assertThat(launcher.run("train").errors()).contains("javac not found", "install a JDK 17");
  }
}
