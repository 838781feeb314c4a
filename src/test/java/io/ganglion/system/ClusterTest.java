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

/** Spark's own {@code spark-submit} brings the jar to a cluster, and tells how it went. */
@Tag("cluster")
final class ClusterTest {
  @TempDir static Path shared;

  private static StandaloneCluster cluster;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws Exception {
    cluster = new StandaloneCluster(SparkHome.in(shared.resolve("spark")), 2, 2);
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  private static ProcessBuilder submit(String mode, String... command) {
    return cluster.submit(mode, List.of(), command);
  }

  private ProcessBuilder train(String mode, String... settings) {
    Stream<String> command =
        Stream.of(
            "train",
            Project.file("conf/boston.yaml").toString(),
            "--set",
            "data.train=" + Project.file("conf/data/boston_train.csv"),
            "--set",
            "data.test=" + Project.file("conf/data/boston_test.csv"),
            "--set",
            "training.epochs=5",
            "--set",
            "output=" + folder.resolve("out"));
    Stream<String> more = Stream.of(settings).flatMap(setting -> Stream.of("--set", setting));
    return submit(mode, Stream.concat(command, more).toArray(String[]::new));
  }

  private String run() throws IOException {
    return Files.readString(folder.resolve("out.run/run.json"));
  }

  @Test
  void clientModeTrainsAndPredicts() throws Exception {
    Outcome training = Outcome.of(train("client"));
    assertThat(training.exitCode()).as(training.errors()).isZero();
    assertThat(training.output()).contains("on spark://127.0.0.1:", "epoch 5/5");
    assertThat(run()).contains("\"status\": \"done\"", "\"application\": \"app-");

    Path predictions = folder.resolve("predictions.csv");
    Outcome predicting =
        Outcome.of(
            submit(
                "client",
                "predict",
                "--model",
                folder.resolve("out").toString(),
                "--data",
                Project.file("conf/data/boston_test.csv").toString(),
                "--output",
                predictions.toString()));
    assertThat(predicting.exitCode()).as(predicting.errors()).isZero();
    try (Stream<Path> parts = Files.list(predictions)) {
      List<String> lines =
          parts
              .filter(part -> part.toString().endsWith(".csv"))
              .flatMap(part -> StandaloneCluster.text(part).lines())
              .filter(line -> !line.endsWith("prediction"))
              .toList();
      List<String> rows = Files.readAllLines(Project.file("conf/data/boston_test.csv"));
      assertThat(lines).hasSize(rows.size() - 1).doesNotHaveDuplicates();
    }
  }

  @Test
  void clientModeGivesTheExitCode() throws Exception {
    Outcome wrong = Outcome.of(train("client", "training.epoch=3"));
    assertThat(wrong.exitCode()).as(wrong.errors()).isEqualTo(2);
    assertThat(wrong.errors()).contains("error: ", "training.epoch");

    Outcome missing = Outcome.of(train("client", "data.train=" + folder.resolve("none.csv")));
    assertThat(missing.exitCode()).as(missing.errors()).isEqualTo(3);
    assertThat(run()).contains("\"status\": \"failed\"", "\"exitCode\": 3", "none.csv");
  }

  /** Where Spark itself says only that it has sent the program off. */
  @Test
  void clusterModeTellsTheTruthInTheFolderOfTheRun() throws Exception {
    assertThat(endInClusterMode()).contains("\"status\": \"done\"", "\"exitCode\": 0");
    assertThat(folder.resolve("out/_SUCCESS")).exists();

    Files.delete(folder.resolve("out.run/run.json"));
    assertThat(endInClusterMode("data.train=" + folder.resolve("none.csv")))
        .contains("\"status\": \"failed\"", "\"exitCode\": 3", "none.csv");
  }

  private String endInClusterMode(String... settings) throws Exception {
    Outcome submitted = Outcome.of(train("cluster", settings));
    assertThat(submitted.exitCode()).as(submitted.errors()).isZero();
    StandaloneCluster.await(
        "an end of the run: " + submitted.errors(),
        () -> {
          Path file = folder.resolve("out.run/run.json");
          return Files.exists(file) && StandaloneCluster.text(file).contains("exitCode");
        });
    return run();
  }
}
