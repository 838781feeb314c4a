package io.ganglion.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * A Spark installation of links to Maven's jars, whose programs run in processes of their own.
 *
 * @param home the installation, of links
 * @param scala the version of Scala, without which Spark looks for folders of its own build
 * @param folder where the programs write
 */
record SparkHome(Path home, String scala, Path folder) {
  /** Processes that live for half a minute don't earn back what their optimising compiler takes. */
  static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  static final Path JAR = Project.file("spark-job/target/ganglion-spark-job.jar");

  /** The jars that the jar for spark-submit is built against. */
  private static final Path SPARK = Project.file("spark-job/target/spark.classpath");

  private static final String SCALA = "2.13";

  /** Spark as the jar for spark-submit is built against. */
  static SparkHome in(Path folder) throws IOException {
    return of("spark-home", SCALA, folder, SPARK);
  }

  /** The same, with what Hadoop needs for {@code s3a:}. */
  static SparkHome withObjectStores(Path folder) throws IOException {
    return of("spark-home-s3a", SCALA, folder, SPARK, Server.classPath("s3a"));
  }

  /** The newest Spark that knows YARN. */
  static SparkHome withYarn(Path folder) throws IOException {
    return of("spark-home-yarn", SCALA, folder, Server.classPath("yarn"));
  }

  /** Links the jars of class paths. */
  static SparkHome of(String name, String scala, Path folder, Path... classPaths)
      throws IOException {
    Path home = Project.file("src/test/target").resolve(name);
    Path jars = Files.createDirectories(home.resolve("jars"));
    try (Stream<Path> links = Files.list(jars)) {
      for (Path link : links.toList()) {
        Files.delete(link);
      }
    }
    for (Path classPath : classPaths) {
      for (String jar : Files.readString(classPath).strip().split(":", -1)) {
        Files.createSymbolicLink(jars.resolve(Path.of(jar).getFileName()), Path.of(jar));
      }
    }
    return new SparkHome(home, scala, Files.createDirectories(folder));
  }

  /** A program of Spark's, on this machine's loopback. */
  ProcessBuilder program(String memory, List<String> options, String type, String... arguments) {
    return program(List.of(home.resolve("jars") + "/*"), memory, options, type, arguments);
  }

  /** A program of these tests, which knows our jar and Spark's. */
  ProcessBuilder ours(String memory, List<String> options, String type, String... arguments) {
    List<String> classPath =
        List.of(
            home.resolve("jars") + "/*",
            JAR.toString(),
            Project.file("src/test/target/test-classes").toString());
    return program(classPath, memory, options, type, arguments).directory(Project.ROOT.toFile());
  }

  /** What Spark gives to a Java of its own, on whatever version of it. */
  static List<String> moduleOptions() {
    return List.of(JavaModuleOptions.defaultModuleOptions().split(" ", -1));
  }

  private ProcessBuilder program(
      List<String> classPath,
      String memory,
      List<String> options,
      String type,
      String... arguments) {
    List<String> command = new ArrayList<>(List.of(Server.JAVA));
    command.addAll(moduleOptions());
    command.addAll(SHORT_LIVED);
    command.add("-Xmx" + memory);
    command.addAll(options);
    command.addAll(List.of("-cp", String.join(":", classPath), type));
    command.addAll(List.of(arguments));
    ProcessBuilder program = new ProcessBuilder(command);
    program.environment().put("SPARK_HOME", home.toString());
    program.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    program.environment().put("SPARK_LOCAL_DIRS", folder.resolve("local").toString());
    program.environment().put("SPARK_SCALA_VERSION", scala);
    return program;
  }

  /**
   * A {@code spark-submit} of our jar.
   *
   * @param options of Spark
   * @param command of ours
   */
  ProcessBuilder submit(String master, List<String> options, String... command) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--master",
                master,
                "--conf",
                "spark.ui.enabled=false",
                "--conf",
                "spark.executor.extraJavaOptions=" + String.join(" ", SHORT_LIVED)));
    arguments.addAll(options);
    arguments.addAll(List.of("--class", "io.ganglion.job.Main", JAR.toString()));
    arguments.addAll(List.of(command));
    String submit = "org.apache.spark.deploy.SparkSubmit";
    return program("700m", List.of(), submit, arguments.toArray(String[]::new));
  }
}
