package io.ganglion.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.train.EpochRecord;
import io.ganglion.train.HistoryCsv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs whose optimizer sees all rows in each step. */
final class FullBatchCommandTest {
  private static final String NETWORK =
      "[normalization, {dense: {units: 8, activation: tanh}}, {dense: {units: 1}}]";

  @TempDir Path temp;
  private JobFolder folder;

  @BeforeEach
  void folder() {
    folder = new JobFolder(temp);
  }

  private String job(String network, String training) {
    return folder.job(
        "{train: '" + folder.numbers("train.csv", 200, 1) + "', label: y, holdout: 0.25}",
        network,
        training);
  }

  private List<EpochRecord> history() throws IOException {
    return HistoryCsv.read("history.csv", Files.readString(folder.path("out/history.csv")))
        .records();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lbfgs", "conjugate_gradient", "hessian_free"})
  void anEpochIsAnIteration(String optimizer) throws Exception {
    String job =
        job(
            NETWORK,
            "{loss: mse, optimizer: " + optimizer + ", epochs: 15, shards: 2, l2: 0.0001}");
    CommandLineRun run = CommandLineRun.of("train", job).succeeded();
    assertThat(run.out()).contains("training mse with " + optimizer + ", all rows in each step");
    List<EpochRecord> history = history();
    assertThat(history).hasSize(15);
    for (int i = 1; i < history.size(); i++) {
      assertThat(history.get(i).training().loss())
          .isLessThan(1.01 * history.get(i - 1).training().loss());
    }
    // The targets vary by 500, and what no network can know of them by 1.
    assertThat(history.get(14).training().loss()).isLessThan(5.0);
    assertThat(history)
        .allMatch(e -> e.cost().passes() >= 1)
        .allMatch(e -> e.cost().rowEvaluations() >= 3 * 150);
  }

  @Test
  void convergenceEndsTheRun() throws Exception {
    String job = job("[normalization, {dense: {units: 1}}]", "{loss: mse, optimizer: lbfgs}");
    CommandLineRun run = CommandLineRun.of("train", job).succeeded();
    assertThat(run.out()).contains("stopped: converged: ");
    assertThat(history()).hasSizeLessThan(30);
  }

  @Test
  void whatConcernsMiniBatchesIsRefused() {
    String job =
        job(
            NETWORK,
            "{loss: mse, optimizer: conjugate_gradient, batchSize: 8, averaging: {every: 2},"
                + " schedule: cosine, l1: 0.1}");
    CommandLineRun run = CommandLineRun.of("train", job);
    assertThat(run.errors())
        .contains(
            "error: training.batchSize: goes with optimizers that step on mini-batches, found"
                + " conjugate_gradient, which sees all rows in each step: remove it")
        .contains(
            "error: training.l1: goes with lbfgs among the full-batch methods, found"
                + " conjugate_gradient")
        .hasSize(4);
  }

  @Test
  void dropoutIsRefusedByName() {
    String job =
        job(
            "[normalization, {dense: {units: 8}}, {dropout: 0.5}, {dense: {units: 1}}]",
            "{loss: mse, optimizer: lbfgs}");
    assertThat(CommandLineRun.of("train", job).error())
        .contains("network: lbfgs needs the same loss whenever it looks, found dropout_1");
  }

  @Test
  void aMisspeltMinimiserIsGuessed() {
    String job = job(NETWORK, "{loss: mse, optimizer: lbfsg}");
    assertThat(CommandLineRun.of("train", job).error())
        .contains("training.optimizer: no optimizer is called 'lbfsg'; did you mean 'lbfgs'?");
  }

  @Test
  void anAutoencoderGivesBackWhatItReads() {
    String[] lines = new String[101];
    lines[0] = "id,p0,p1,p2,p3";
    for (int r = 0; r < 100; r++) {
      // Four numbers that are made of two.
      int a = r % 10;
      int b = r / 10;
      lines[r + 1] = r + "," + 10 * a + "," + 10 * b + "," + 5 * (a + b) + "," + 5 * (9 - a + b);
    }
    String job =
        folder.job(
            "{train: '" + folder.write("train.csv", lines) + "', features: 'p*', label: 'p*'}",
            "[{rescaling: {scale: 0.01}}, {dense: {units: 2}}, {dense: {units: 4}}]",
            "{loss: mse, targets: {scale: 0.01}, optimizer: lbfgs, metrics: [mae], shards: 2}");
    CommandLineRun.of("train", job).succeeded();
    Map<?, ?> scores = (Map<?, ?>) folder.json("out/metrics.json").get("train");
    // In the units of the table, whose numbers go up to 90.
    assertThat((double) scores.get("mae")).isLessThan(0.1);
    CommandLineRun.of(
            "predict",
            "--model",
            folder.path("out").toString(),
            "--data",
            folder.path("train.csv").toString(),
            "--layer",
            "dense_1",
            "--output",
            folder.path("code.csv").toString())
        .succeeded();
    assertThat(folder.path("code.csv")).exists();
  }
}
