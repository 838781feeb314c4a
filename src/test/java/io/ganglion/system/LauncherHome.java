package io.ganglion.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A copy of the launcher in a folder with blanks in its name, with a built jar beside it, and a
 * PATH of stand-in programs that print how they were called.
 */
final class LauncherHome {
  private static final List<String> SYSTEM_TOOLS =
      List.of(
          "awk",
          "bash",
          "cat",
          "cut",
          "dirname",
          "find",
          "grep",
          "head",
          "mkdir",
          "readlink",
          "sed",
          "sh",
          "sleep",
          "touch");

  private static final String PRINT_CALL =
      """
      printf '%s\\n' "$@"
      printf 'folder %s\\n' "$PWD" >&2
      printf 'SPARK_HOME %s\\n' "$SPARK_HOME" >&2
      printf 'SPARK_SUBMIT_OPTS %s\\n' "$SPARK_SUBMIT_OPTS" >&2
      exit "${STAND_IN_EXIT:-0}"
      """;

  final Path home;
  final Path caller;
  private final Path tools;
  private final Map<String, String> environment = new TreeMap<>();

  LauncherHome(Path folder) throws IOException {
    home = Files.createDirectories(folder.resolve("a home"));
    caller = Files.createDirectories(folder.resolve("the caller's"));
    tools = Files.createDirectories(folder.resolve("tools"));
    for (String tool : SYSTEM_TOOLS) {
      tool(tool, "exec '%s' \"$@\"".formatted(find(tool)));
    }
    copy("scripts/ganglion");
    copy("pom.xml");
    copy("conf/log4j2.properties");
    write("spark-job/src/main/java/Main.java", "");
    age("pom.xml", 60);
    age("spark-job/src/main/java/Main.java", 60);
    age("spark-job/src/main/java", 60);
    age("spark-job/src/main", 60);
    write("spark-job/target/ganglion-spark-job.jar", "");
    write("spark.jar", "");
    write("spark-job/target/spark.classpath", home.resolve("spark.jar") + ":other.jar");
    java("17.0.15");
  }

  private static Path find(String tool) {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(folder -> Path.of(folder, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new AssertionError(tool + " is not on the PATH"));
  }

  private void copy(String file) throws IOException {
    Path copy = home.resolve(file);
    Files.createDirectories(copy.getParent());
    Files.copy(Project.file(file), copy);
  }

  void write(String file, String text) throws IOException {
    Path path = home.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  void age(String file, long seconds) throws IOException {
    Files.setLastModifiedTime(
        home.resolve(file), FileTime.from(Instant.now().minusSeconds(seconds)));
  }

  void java(String version) throws IOException {
    tool(
        "java",
        "if [ \"$1\" = -version ]; then echo 'openjdk version \"%s\"' >&2; exit 0; fi\n"
                .formatted(version)
            + PRINT_CALL);
  }

  void withoutJava() throws IOException {
    Files.delete(tools.resolve("java"));
  }

  /** A Maven that runs these commands, in the project's folder. */
  void maven(String version, String commands) throws IOException {
    tool("javac", "");
    tool(
        "mvn",
        "if [ \"$1\" = -version ]; then echo 'Apache Maven %s'; exit 0; fi\n".formatted(version)
            + commands);
  }

  /** A Spark installation, found by SPARK_HOME. */
  Path sparkHome() throws IOException {
    Path spark = home.resolve("a spark");
    program(spark.resolve("bin/spark-submit"), PRINT_CALL);
    environment.put("SPARK_HOME", spark.toString());
    return spark;
  }

  void sparkSubmitOnPath() throws IOException {
    tool("spark-submit", PRINT_CALL);
  }

  void set(String variable, String value) {
    environment.put(variable, value);
  }

  private void tool(String name, String commands) throws IOException {
    program(tools.resolve(name), commands);
  }

  static void program(Path file, String commands) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + commands);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  Outcome run(String... arguments) throws IOException, InterruptedException {
    return runAs(home.resolve("scripts/ganglion"), arguments);
  }

  Outcome runAs(Path launcher, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(launcher.toString());
    command.addAll(List.of(arguments));
    ProcessBuilder program = new ProcessBuilder(command).directory(caller.toFile());
    program.environment().clear();
    program.environment().put("PATH", tools.toString());
    program.environment().putAll(environment);
    return Outcome.of(program);
  }
}
