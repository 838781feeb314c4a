package io.ganglion.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metrics on their way from the job file to the terminal and the output folder. */
final class MetricsCommandTest {
  @TempDir Path temp;
  private JobFolder folder;
  private String test;
  private String job;

  @BeforeEach
  void folder() {
    folder = new JobFolder(temp);
    String train = folder.clouds("train.csv", 120, 1, "setosa", "b", "c");
    test = folder.clouds("test.csv", 30, 2, "setosa", "b", "c");
    job = folder.classification(train, 3);
  }

  private CommandLineRun train(String metrics, String monitor) {
    return CommandLineRun.of(
            "train",
            job,
            "--set",
            "data.test=" + test,
            "--set",
            "training.metrics=" + metrics,
            "--set",
            "training.earlyStopping.monitor=" + monitor,
            "--set",
            "training.epochs=3")
        .succeeded();
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> testScores() {
    return (Map<String, Object>) folder.json("out/metrics.json").get("test");
  }

  @Test
  void aTableIsKeptOutOfTheEpochsAndShownByEvaluate() {
    CommandLineRun run = train("[auc, confusion_matrix, {top_k_accuracy: {k: 2}}]", "auc");

    assertThat(folder.lines("out/history.csv").get(0))
        .isEqualTo(
            "epoch,loss,holdout_loss,auc,holdout_auc,top_k_accuracy,holdout_top_k_accuracy,"
                + "row_evaluations,passes,seconds,samples_per_second");
    assertThat(run.out()).doesNotContain("confusion_matrix");
    assertThat(testScores())
        .containsOnlyKeys("loss", "rows", "auc", "top_k_accuracy", "confusion_matrix");
    List<?> matrix = (List<?>) testScores().get("confusion_matrix");
    assertThat(matrix).hasSize(3);
    int sum = 0;
    for (Object row : matrix) {
      int ofClass = ((List<?>) row).stream().mapToInt(count -> (int) count).sum();
      assertThat(ofClass).isEqualTo(10);
      sum += ofClass;
    }
    assertThat(sum).isEqualTo(30);

    String json = folder.path("scores.json").toString();
    CommandLineRun shown =
        CommandLineRun.of(
                "evaluate",
                "--model",
                folder.path("out").toString(),
                "--data",
                test,
                "--json",
                json)
            .succeeded();
    assertThat(shown.out())
        .containsPattern("auc +[0-9.]+\ntop_k_accuracy +[0-9.]+\n")
        .containsPattern(
            "confusion_matrix: true class down, predicted class across\n +b +c +setosa\n")
        .containsPattern("b +\\d.*\nc +\\d.*\nsetosa +\\d.*\n");
    assertThat(folder.json("scores.json")).isEqualTo(testScores());
  }

  @Test
  void theBestEpochIsThatOfTheWatchedMetric() {
    CommandLineRun run = train("[f1, log_loss, precision, recall]", "f1");
    int best = (int) folder.json("out/metrics.json").get("epoch");
    List<String> header = List.of(folder.lines("out/history.csv").get(0).split(",", -1));
    double[] f1 =
        folder.lines("out/history.csv").stream()
            .skip(1)
            .mapToDouble(
                line -> Double.parseDouble(line.split(",", -1)[header.indexOf("holdout_f1")]))
            .toArray();
    for (double value : f1) {
      assertThat(value).isLessThanOrEqualTo(f1[best - 1]);
    }
    assertThat(run.out()).contains("held-out loss").containsPattern(" f1 [0-9.]+ log_loss [0-9.]+");
  }
}
