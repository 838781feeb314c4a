package io.ganglion.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar on YARN, from HDFS to HDFS, with the newest Spark whose half for YARN is to be had. */
@Tag("cluster")
final class YarnTest {
  @TempDir static Path shared;

  private static Storage storage;
  private static Yarn yarn;

  @BeforeAll
  static void start() throws Exception {
    storage = new Hdfs(shared.resolve("storage"));
    storage.putBoston();
    yarn = new Yarn(SparkHome.withYarn(shared.resolve("spark")), shared.resolve("yarn"));
  }

  @AfterAll
  static void stop() {
    if (yarn != null) {
      yarn.close();
    }
    if (storage != null) {
      storage.close();
    }
  }

  private static ProcessBuilder train(String mode, String output, String... settings)
      throws InterruptedException {
    String staging = storage.address("staging");
    return yarn.submit(mode, staging, storage.trainBoston(20, output, settings));
  }

  /** The files of the native library that processes in containers have loaded. */
  private static List<String> libraries() {
    return yarn.containers().flatMap(container -> mapped(container).stream()).distinct().toList();
  }

  private static List<String> mapped(ProcessHandle process) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/maps"))) {
      return lines
          .filter(line -> line.contains("libopenblas"))
          .map(line -> line.substring(line.indexOf('/')))
          .toList();
    } catch (IOException e) {
      // It has ended.
      return List.of();
    }
  }

  @Test
  void clientModeTrainsAndGivesTheExitCode() throws Exception {
    Disturbed training =
        Disturbed.start(train("client", "out"), Files.createDirectories(shared.resolve("client")));
    training.reach(3);
    List<String> libraries = libraries();
    training.end();
    assertThat(libraries)
        .as("unpacked into the container's own temporary folder")
        .isNotEmpty()
        .allMatch(file -> file.matches(".*/container_\\w+/tmp/ganglion-openblas.*"));
    assertThat(storage.names("out")).contains("_SUCCESS");
    assertThat(storage.text("out.run/run.json"))
        .contains("\"status\": \"done\"", "\"application\": \"application_");

    Outcome failing =
        Outcome.of(train("client", "failed", "data.train=" + storage.address("none.csv")));
    assertThat(failing.exitCode()).as(failing.errors()).isEqualTo(3);
    assertThat(storage.text("failed.run/run.json"))
        .contains("\"status\": \"failed\"", "\"exitCode\": 3", "none.csv");
  }

  /** A driver that YARN takes for failed is started again. */
  @Test
  void clusterModeTrainsOnceAndTellsTheTruth() throws Exception {
    Outcome done = Outcome.of(train("cluster", "sent"));
    assertThat(done.exitCode()).as(done.errors()).isZero();
    assertThat(done.errors()).contains("final status: SUCCEEDED");
    assertThat(storage.names("sent")).contains("_SUCCESS");
    assertThat(storage.text("sent.run/run.json"))
        .contains("\"status\": \"done\"", "\"exitCode\": 0");

    Outcome failed =
        Outcome.of(train("cluster", "lost", "data.train=" + storage.address("none.csv")));
    assertThat(failed.exitCode()).as(failed.errors()).isEqualTo(1);
    assertThat(storage.text("lost.run/run.json"))
        .contains("\"status\": \"failed\"", "\"exitCode\": 3", "none.csv");
  }
}
