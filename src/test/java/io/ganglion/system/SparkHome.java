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
 * @param home the installation
 * @param scala the version of Scala, without which Spark looks for folders of its own build
 * @param folder where the programs write
 */
record SparkHome(Path home, String scala, Path folder) {
  /** Processes that live for half a minute don't earn back what their optimising compiler takes. */
  static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  static final Path JAR = Project.file("spark-job/target/ganglion-spark-job.jar");

  /** The Spark that the jar for spark-submit is built against. */
  static SparkHome in(Path folder) throws IOException {
    Path classPath = Project.file("spark-job/target/spark.classpath");
    return of("spark-home", classPath, "2.13", folder);
  }

  /** Links the jars of a class path. */
  static SparkHome of(String name, Path classPath, String scala, Path folder) throws IOException {
    Path home = Project.file("src/test/target").resolve(name);
    Path jars = Files.createDirectories(home.resolve("jars"));
    try (Stream<Path> links = Files.list(jars)) {
      for (Path link : links.toList()) {
        Files.delete(link);
      }
    }
    for (String jar : Files.readString(classPath).strip().split(":", -1)) {
      Files.createSymbolicLink(jars.resolve(Path.of(jar).getFileName()), Path.of(jar));
    }
    return new SparkHome(home, scala, Files.createDirectories(folder));
  }

  /** A program of Spark's, on this machine's loopback. */
  ProcessBuilder program(String memory, List<String> options, String type, String... arguments) {
    return program(home.resolve("jars") + "/*", memory, options, type, arguments);
  }

  /** A program of the tests', with our jar on the class path. */
  ProcessBuilder withJar(String memory, List<String> options, Class<?> type, String... arguments) {
    Path tests = Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
    String classPath = home.resolve("jars") + "/*:" + JAR + ":" + tests;
    return program(classPath, memory, options, type.getName(), arguments)
        .directory(Project.ROOT.toFile());
  }

  private ProcessBuilder program(
      String classPath, String memory, List<String> options, String type, String... arguments) {
    List<String> command =
        new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
    command.addAll(List.of(JavaModuleOptions.defaultModuleOptions().split(" ", -1)));
    command.addAll(SHORT_LIVED);
    command.add("-Xmx" + memory);
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, type));
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
