package io.ganglion.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Job, tables and output on the file system of a cluster, whose executors share no other. */
@Tag("cluster")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StorageTest {
  private static final int EPOCHS = 180;

  @TempDir static Path shared;

  private StandaloneCluster cluster;
  Storage storage;

  private SparkHome spark;

  abstract SparkHome spark(Path folder) throws IOException;

  abstract Storage open(Path folder) throws Exception;

  @BeforeAll
  void start() throws Exception {
    storage = open(shared.resolve("storage"));
    storage.putBoston();
    spark = spark(shared.resolve("spark"));
    cluster = new StandaloneCluster(spark, 2, 2);
  }

  @AfterAll
  void stop() {
    if (cluster != null) {
      cluster.close();
    }
    if (storage != null) {
      storage.close();
    }
  }

  private ProcessBuilder submit(String mode, String... command) {
    return cluster.submit(mode, options(), command);
  }

  /** A program of these tests, beside our jar. */
  ProcessBuilder program(String type, String... arguments) {
    List<String> settings = storage.settings().stream().map(setting -> "-D" + setting).toList();
    return spark.ours("300m", settings, type, arguments);
  }

  private List<String> options() {
    // Signs of life each second, for which others then need not wait for long.
    Stream<String> settings =
        Stream.concat(
            storage.settings().stream(), Stream.of("spark.hadoop.ganglion.lock.patience=6s"));
    return settings.flatMap(setting -> Stream.of("--conf", setting)).toList();
  }

  private ProcessBuilder train(String mode, String output, String... settings) {
    return submit(mode, storage.trainBoston(5, output, settings));
  }

  private ProcessBuilder trainLocally(String output, String... settings) {
    return spark.submit("local[2]", options(), storage.trainBoston(5, output, settings));
  }

  private String weights(String output) throws IOException {
    return storage.names(output + "/model").stream()
        .filter(name -> name.startsWith("weights-"))
        .reduce("", String::concat);
  }

  @Test
  void clientModeTrainsAndPredictsAndGivesTheExitCode() throws Exception {
    Outcome training = Outcome.of(train("client", "out"));
    assertThat(training.exitCode()).as(training.errors()).isZero();
    assertThat(training.output()).contains(storage.address("out/model") + ": holdout ");
    assertThat(storage.names("out"))
        .containsExactlyInAnyOrder(
            "model", "history.csv", "metrics.json", "report.html", "_SUCCESS");
    assertThat(storage.names("out.run")).doesNotContain("lock");
    assertThat(storage.text("out.run/run.json"))
        .contains("\"status\": \"done\"", "\"exitCode\": 0", "\"application\": \"app-");
    String first = weights("out");

    Outcome predicting =
        Outcome.of(
            submit(
                "client",
                "predict",
                "--model",
                storage.address("out"),
                "--data",
                storage.address("conf/data/boston_test.csv"),
                "--output",
                storage.address("predictions.csv")));
    assertThat(predicting.exitCode()).as(predicting.errors()).isZero();
    List<String> lines = new ArrayList<>();
    for (String name : storage.names("predictions.csv")) {
      storage.text("predictions.csv/" + name).lines().forEach(lines::add);
    }
    lines.removeIf(line -> line.endsWith("prediction"));
    long rows = storage.text("conf/data/boston_test.csv").lines().count() - 1;
    assertThat(lines).hasSize((int) rows).doesNotHaveDuplicates();

    Outcome failing =
        Outcome.of(train("client", "out", "data.train=" + storage.address("none.csv")));
    assertThat(failing.exitCode()).as(failing.errors()).isEqualTo(3);
    assertThat(storage.text("out.run/run.json"))
        .contains("\"status\": \"failed\"", "\"exitCode\": 3", "none.csv");
    assertThat(weights("out")).as("the good model stays").isEqualTo(first);
  }

  /** Where Spark itself says only that it has sent the program off. */
  @Test
  void clusterModeTellsTheTruthInTheFolderOfTheRun() throws Exception {
    assertThat(endInClusterMode("sent")).contains("\"status\": \"done\"", "\"exitCode\": 0");
    assertThat(storage.names("sent")).contains("_SUCCESS");

    assertThat(endInClusterMode("failed", "data.train=" + storage.address("none.csv")))
        .contains("\"status\": \"failed\"", "\"exitCode\": 3", "none.csv");
    assertThat(storage.names("failed")).isEmpty();
  }

  private String endInClusterMode(String output, String... settings) throws Exception {
    Outcome submitted = Outcome.of(train("cluster", output, settings));
    assertThat(submitted.exitCode()).as(submitted.errors()).isZero();
    StandaloneCluster.await(
        "an end of the run: " + submitted.errors(),
        () -> {
          String run = text(output + ".run/run.json");
          return run != null && run.contains("exitCode");
        });
    return text(output + ".run/run.json");
  }

  private String text(String path) {
    try {
      return storage.text(path);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A reader that looks all the time finds one model or the other. */
  @Test
  @Tag("faults")
  void aModelIsReplacedInOneStep() throws Exception {
    Outcome first = Outcome.of(trainLocally("replaced"));
    assertThat(first.exitCode()).as(first.errors()).isZero();
    String before = storage.text("replaced/model/model.json");

    Path folder = Files.createDirectories(shared.resolve("replacing"));
    Disturbed training = Disturbed.start(trainLocally("replaced", "training.seed=7"), folder);
    List<String> seen = new ArrayList<>();
    while (training.process().isAlive()) {
      String manifest = storage.text("replaced/model/model.json");
      if (seen.isEmpty() || !seen.get(seen.size() - 1).equals(manifest)) {
        seen.add(manifest);
      }
    }
    training.end();
    assertThat(seen).startsWith(before).hasSize(2).doesNotContainNull();
    assertThat(storage.names("replaced/model")).hasSize(2);
  }

  @Test
  @Tag("faults")
  void aKilledDriverIsStartedAgainAndEndsWithTheSameBits() throws Exception {
    String[] settings = {
      "training.epochs=" + EPOCHS, "training.checkpoint.seconds=0", "training.earlyStopping=null"
    };
    Outcome quiet = Outcome.of(trainLocally("quiet", settings));
    assertThat(quiet.exitCode()).as(quiet.errors()).isZero();

    Path folder = Files.createDirectories(shared.resolve("killed"));
    Disturbed training = Disturbed.start(train("client", "killed", settings), folder);
    training.reach(3);
    Outcome second = Outcome.of(trainLocally("killed", settings));
    assertThat(training.process().isAlive()).isTrue();
    assertThat(second.exitCode()).as(second.errors()).isEqualTo(2);
    assertThat(second.errors()).contains("another run is writing " + storage.address("killed"));
    training.process().destroyForcibly().waitFor();
    assertThat(storage.names("killed")).isEmpty();
    assertThat(storage.names("killed.run/checkpoints")).isNotEmpty();

    Outcome again = Outcome.of(train("client", "killed", settings));
    assertThat(again.exitCode()).as(again.errors()).isZero();
    assertThat(again.output()).containsPattern("resume   after epoch \\d+ of " + EPOCHS);
    assertThat(weights("killed")).startsWith("weights-").isEqualTo(weights("quiet"));
    assertThat(storage.text("killed/history.csv").lines().count()).isEqualTo(EPOCHS + 1L);
    assertThat(storage.names("killed.run/checkpoints")).isEmpty();
  }
}
