package io.ganglion.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server of another project in a process of its own, from the jars of one of the parts.
 *
 * @param log what it prints
 */
record Server(Process process, Path log) implements AutoCloseable {
  static final String JAVA = Path.of(System.getProperty("java.home"), "bin/java").toString();

  /**
   * Starts a server.
   *
   * @param part whose jars it has
   * @param folder where it runs
   * @param options of its Java
   * @param type its main class, or a file that Java compiles
   * @param arguments of its program
   */
  static Server start(
      String part, Path folder, List<String> options, String type, String... arguments)
      throws IOException {
    Files.createDirectories(folder);
    List<String> command = new ArrayList<>(List.of(JAVA));
    command.addAll(SparkHome.moduleOptions());
    command.addAll(SparkHome.SHORT_LIVED);
    command.addAll(options);
    command.addAll(List.of("-cp", Files.readString(classPath(part)).strip(), type));
    command.addAll(List.of(arguments));
    Path log = folder.resolve("log");
    ProcessBuilder server =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    server.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return new Server(server.start(), log);
  }

  /** The file that holds a part's class path. */
  static Path classPath(String part) {
    return Project.file("src/test/parts/" + part + "/target/classpath");
  }

  /** Waits until a file holds what is looked for, and returns its first group. */
  String find(Pattern pattern, Path file) throws InterruptedException {
    StandaloneCluster.await(
        pattern + " in " + file,
        () -> {
          if (!process.isAlive()) {
            throw new AssertionError("the server has ended: " + StandaloneCluster.text(log));
          }
          return Files.exists(file) && pattern.matcher(StandaloneCluster.text(file)).find();
        });
    Matcher found = pattern.matcher(StandaloneCluster.text(file));
    return found.find() ? found.group(1) : "";
  }

  @Override
  public void close() {
    List<ProcessHandle> started = process.descendants().toList();
    process.destroyForcibly().onExit().join();
    started.forEach(ProcessHandle::destroyForcibly);
  }
}
