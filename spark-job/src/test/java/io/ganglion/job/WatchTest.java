package io.ganglion.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.train.EpochRecord;
import io.ganglion.train.Scores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.spark.SparkContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training can be watched from outside, and stopped. */
final class WatchTest {
  private static final String SINK = "spark.metrics.conf.*.sink.csv.";

  @TempDir Path temp;
  private JobFolder folder;

  @BeforeEach
  void job() {
    folder = new JobFolder(temp);
    folder.regression(folder.numbers("train.csv", 80, 1));
  }

  @Test
  @SuppressWarnings("unchecked")
  void anySinkOfSparksMetricsSeesTheTraining() throws Exception {
    Path sunk = Files.createDirectories(temp.resolve("metrics"));
    Map<String, String> settings =
        Map.of("class", "org.apache.spark.metrics.sink.CsvSink", "directory", sunk.toString());
    settings.forEach((key, value) -> System.setProperty(SINK + key, value));
    try {
      folder.train().succeeded();
    } finally {
      settings.keySet().forEach(key -> System.clearProperty(SINK + key));
    }
    Map<String, Double> last = lastValues(sunk);
    List<String> history = folder.lines("out/history.csv");
    String[] epoch = history.get(history.size() - 1).split(",", -1);
    assertThat(last.get("epoch")).isEqualTo(6.0).isEqualTo(Double.parseDouble(epoch[0]));
    assertThat(last.get("loss")).isEqualTo(Double.parseDouble(epoch[1]));
    Map<String, Object> held = (Map<String, Object>) folder.json("out/metrics.json").get("holdout");
    assertThat(last.get("holdout_loss"))
        .isNotNaN()
        .isGreaterThanOrEqualTo((double) held.get("loss"));
    assertThat(last.get("samples_per_second")).isPositive();
    assertThat(last.get("rounds")).isGreaterThanOrEqualTo(12.0);
    assertThat(last.get("merge_seconds")).isPositive();
    assertThat(last.get("tasks")).isGreaterThan(last.get("rounds"));
    assertThat(last.get("examples")).isGreaterThanOrEqualTo(6.0 * 80);
    assertThat(last.get("task_seconds")).isPositive();
  }

  /** By the last part of their names. */
  private static Map<String, Double> lastValues(Path sunk) throws Exception {
    Map<String, Double> values = new HashMap<>();
    try (Stream<Path> files = Files.list(sunk)) {
      for (Path file : files.filter(f -> f.toString().contains("GanglionPlugin")).toList()) {
        String[] name = file.getFileName().toString().split("\\.", -1);
        List<String> lines = Files.readAllLines(file);
        String line = lines.get(lines.size() - 1);
        values.put(name[name.length - 2], Double.valueOf(line.substring(line.indexOf(',') + 1)));
      }
    }
    return values;
  }

  @Test
  void aLineOfTheLogIsForPrograms() {
    Scores training = new Scores(0.5, Map.of("mae", 0.25), 60);
    EpochRecord epoch = new EpochRecord(3, training, new Scores(0.75, Map.of(), 20), 2.0, 30.0);
    assertThat(new EpochLog("id").line(epoch, 9))
        .isEqualTo(
            "run=id epoch=3 epochs=9 loss=0.5 mae=0.25 holdout_loss=0.75 seconds=2.0"
                + " samples_per_second=30.0");
  }

  @Test
  void theJobsOfARunCanBeCancelled() throws Exception {
    CompletableFuture<CommandLineRun> run =
        CompletableFuture.supplyAsync(
            () -> folder.train("training.epochs=100000", "training.checkpoint.seconds=0"));
    while (!run.isDone() && !Files.isDirectory(folder.path("out.run/checkpoints"))) {
      Thread.sleep(20);
    }
    SparkContext spark = SparkContext.getOrCreate();
    String id = folder.json("out.run/run.json").get("run").toString();
    while (!run.isDone() && !spark.isStopped()) {
      spark.cancelJobGroup(id);
      Thread.sleep(20);
    }
    assertThat(run.get().exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.get().error()).contains("cancelled").contains(id);
    assertThat(folder.json("out.run/run.json")).containsEntry("status", "failed");
    assertThat(folder.path("out.run/lock")).doesNotExist();
  }
}
