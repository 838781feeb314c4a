package io.ganglion.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.tensor.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training whose executors and driver are killed twenty times ends with the same bits. */
@Tag("faults")
final class RandomKillsTest {
  private static final int ROWS = 1500;
  private static final int EPOCHS = 150;
  private static final int KILLS = 20;

  /** Between two kills; fewer than there are epochs for each. */
  private static final int EPOCHS_APART = 6;

  private static final Pattern DONE =
      Pattern.compile("(?m)^(?:epoch +|resume +after epoch )(\\d+)\\b");

  private static final String JOB =
      """
      name: killed-again-and-again
      data: {train: '%s', label: kind, holdout: 0.2}
      network:
        - normalization
        - dense: {units: 16, activation: relu}
        - dropout: 0.3
        - dense: {units: 3, activation: softmax}
      training: {loss: categorical_crossentropy, optimizer: adam, batchSize: 16, epochs: %d,
        shards: 3, seed: 1, averaging: {every: 5}, checkpoint: {seconds: 0}}
      output: '%s'
      """;

  @TempDir Path folder;

  private SparkHome spark;

  private ProcessBuilder train(String name, String master) throws IOException {
    Path own = Files.createDirectories(folder.resolve(name));
    String text = JOB.formatted(folder.resolve("rows.csv"), EPOCHS, own.resolve("out"));
    Path job = Files.writeString(own.resolve("job.yaml"), text);
    List<String> options = new ArrayList<>();
    for (String setting :
        List.of(
            "spark.executor.memory=512m",
            "spark.executor.cores=1",
            "spark.cores.max=2",
            "spark.task.maxFailures=50")) {
      options.addAll(List.of("--conf", setting));
    }
    return spark.submit(master, options, "train", job.toString());
  }

  private void writeRows() throws IOException {
    List<String> rows = new ArrayList<>(List.of("x1,x2,kind"));
    for (int r = 0; r < ROWS; r++) {
      double x1 = r % 3 + Seeds.normal(1, 2L * r);
      double x2 = Seeds.normal(1, 2L * r + 1) - r % 3;
      rows.add(String.format(Locale.ROOT, "%.5f,%.5f,kind%d", x1, x2, r % 3));
    }
    Files.write(folder.resolve("rows.csv"), rows);
  }

  @Test
  void twentyKillsOfExecutorsAndDriverLoseNothing() throws Exception {
    spark = SparkHome.in(folder.resolve("spark"));
    writeRows();
    Disturbed.start(train("quiet", "local[2]"), folder.resolve("quiet")).end();
    int drivers = 0;
    try (StandaloneCluster cluster = new StandaloneCluster(spark, 2, 2)) {
      Random random = new Random(11);
      Disturbed training = start(cluster);
      for (int kill = 1; kill <= KILLS; kill++) {
        reach(training, EPOCHS_APART * kill + random.nextInt(EPOCHS_APART));
        TimeUnit.MILLISECONDS.sleep(random.nextInt(200));
        if (random.nextInt(4) == 0) {
          drivers++;
          training.process().destroyForcibly().waitFor();
          training = start(cluster);
        } else {
          StandaloneCluster.await("an executor", () -> !cluster.executors().isEmpty());
          List<ProcessHandle> executors = cluster.executors();
          assertThat(executors.get(random.nextInt(executors.size())).destroyForcibly()).isTrue();
        }
      }
      training.end();
    }
    assertThat(drivers).isBetween(3, KILLS - 3);
    assertThat(Weights.of(folder.resolve("killed"))).isEqualTo(Weights.of(folder.resolve("quiet")));
    assertThat(Files.readAllLines(folder.resolve("killed/out/history.csv"))).hasSize(EPOCHS + 1);
  }

  private Disturbed start(StandaloneCluster cluster) throws IOException {
    return Disturbed.start(train("killed", cluster.address()), folder.resolve("killed"));
  }

  /** Waits until an epoch is done, in this process or in one before it. */
  private static void reach(Disturbed training, int epoch) throws InterruptedException {
    StandaloneCluster.await(
        "epoch " + epoch,
        () -> {
          String output = StandaloneCluster.text(training.output());
          assertThat(training.process().isAlive()).as(output).isTrue();
          return DONE.matcher(output)
              .results()
              .map(done -> done.group(1))
              .anyMatch(done -> Integer.parseInt(done) >= epoch);
        });
  }
}
