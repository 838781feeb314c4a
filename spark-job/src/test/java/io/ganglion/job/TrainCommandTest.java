package io.ganglion.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.train.HistoryCsv;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainCommandTest {
  @TempDir Path temp;
  private JobFolder folder;

  @BeforeEach
  void folder() {
    folder = new JobFolder(temp);
  }

  @SuppressWarnings("unchecked")
  private static double score(Map<String, Object> metrics, String split, String name) {
    return ((Number) ((Map<String, Object>) metrics.get(split)).get(name)).doubleValue();
  }

  @Test
  void aRunWritesItsOutputWholeAndNothingElse() throws Exception {
    String job = folder.regression(folder.numbers("train.csv", 200, 1));
    CommandLineRun run = CommandLineRun.of("train", job);

    assertThat(run.exitCode()).as(run.err()).isZero();
    Map<String, Object> metrics = folder.json("out/metrics.json");
    assertThat(run.lastLine())
        .startsWith("model    file:" + folder.path("out/model") + ": holdout loss ")
        .contains("mae")
        .endsWith("(50 rows)");
    assertThat(folder.contents("out").keySet())
        .hasSize(6)
        .contains("_SUCCESS", "history.csv", "metrics.json", "report.html", "model/model.json");
    Map<String, Object> status = folder.json("out.run/run.json");
    assertThat(folder.lines("out/_SUCCESS")).containsExactly((String) status.get("run"));
    assertThat(status).containsEntry("status", "done").containsEntry("exitCode", 0);
    assertThat(folder.contents("out.run").keySet()).containsExactly("run.json");

    var history = HistoryCsv.read("history.csv", Files.readString(folder.path("out/history.csv")));
    double smallest =
        history.records().stream().mapToDouble(e -> e.holdout().loss()).min().orElseThrow();
    assertThat(score(metrics, "holdout", "loss")).isEqualTo(smallest);
    assertThat(score(metrics, "holdout", "rows")).isEqualTo(50);
    assertThat(score(metrics, "train", "rows")).isEqualTo(150);
  }

  @Test
  void theSavedModelScoresAsItDidInTraining() {
    String test = folder.numbers("test.csv", 60, 2);
    String job = folder.regression(folder.numbers("train.csv", 200, 1));
    CommandLineRun.of("train", job, "--set", "data.test=" + test);
    String json = folder.path("scores.json").toString();

    CommandLineRun run =
        CommandLineRun.of(
            "evaluate", "--model", folder.path("out").toString(), "--data", test, "--json", json);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("loss").contains("mae").contains("60");
    Map<String, Object> metrics = folder.json("out/metrics.json");
    Map<String, Object> scores = folder.json("scores.json");
    assertThat(((Number) scores.get("rows")).intValue()).isEqualTo(60);
    assertThat(((Number) scores.get("mae")).doubleValue()).isEqualTo(score(metrics, "test", "mae"));
    assertThat(((Number) scores.get("loss")).doubleValue())
        .isEqualTo(score(metrics, "test", "loss"));
  }

  @Test
  void theSameJobGivesTheSameBitsAndAnotherSeedOthers() {
    String job = folder.classification(folder.clouds("t.csv", 150, 1, "a", "b", "c"), 3);
    CommandLineRun.of("train", job);
    String first = folder.weights();
    CommandLineRun again = CommandLineRun.of("train", job);
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(folder.weights()).isEqualTo(first);

    CommandLineRun.of("train", job, "--set", "training.seed=2");
    assertThat(folder.weights()).isNotEqualTo(first);
    // The weights of the run before are no longer there.
    assertThat(folder.contents("out/model")).hasSize(2);
  }

  @Test
  void classesMayBeTextsNumbersOrTwo() {
    CommandLineRun texts =
        CommandLineRun.of(
            "train", folder.classification(folder.clouds("t.csv", 300, 1, "a", "ü", "c c"), 3));
    assertThat(texts.exitCode()).as(texts.err()).isZero();
    assertThat(score(folder.json("out/metrics.json"), "holdout", "accuracy")).isGreaterThan(0.8);

    CommandLineRun numbers =
        CommandLineRun.of(
            "train", folder.classification(folder.clouds("n.csv", 300, 1, "10", "2", "-1"), 3));
    assertThat(numbers.exitCode()).as(numbers.err()).isZero();

    String binary =
        folder.job(
            "{train: '" + folder.clouds("b.csv", 300, 1, "no", "yes") + "', label: kind}",
            "[{dense: {units: 1, activation: sigmoid}}]",
            "{loss: binary_crossentropy, metrics: [accuracy], epochs: 5, optimizer: {adam:"
                + " {learningRate: 0.1}}}");
    CommandLineRun two = CommandLineRun.of("train", binary);
    assertThat(two.exitCode()).as(two.err()).isZero();
    assertThat(two.out()).contains("none held out: all epochs run");
    assertThat(score(folder.json("out/metrics.json"), "train", "accuracy")).isGreaterThan(0.8);
  }

  @Test
  void missingValuesAreFlaggedAndTheirTextsKept() {
    folder.numbers("full.csv", 120, 3);
    String[] lines = folder.lines("full.csv").toArray(String[]::new);
    for (int i = 1; i < lines.length; i += 10) {
      lines[i] = "?" + lines[i].substring(lines[i].indexOf(','));
    }
    String train = folder.write("gaps.csv", lines);
    CommandLineRun run =
        CommandLineRun.of("train", folder.regression(train), "--set", "data.missing=['?']");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("(None, 3)");

    CommandLineRun predicted =
        CommandLineRun.of(
            "predict",
            "--model",
            folder.path("out").toString(),
            "--data",
            train,
            "--output",
            folder.path("p.csv").toString());
    assertThat(predicted.exitCode()).as(predicted.err()).isZero();
    assertThat(predicted.out()).contains("predicted 120 rows");
  }

  @Test
  void aDryRunShowsThePlanAndWritesNothing() {
    String job = folder.regression(folder.numbers("train.csv", 100, 1));
    CommandLineRun run = CommandLineRun.of("train", job, "--dry-run");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("Total params").contains("75 training rows in 2 shards");
    assertThat(folder.path("out")).doesNotExist();
    assertThat(folder.path("out.run")).doesNotExist();
  }

  @Test
  void aSummaryOfAJobAndOfItsModelAgree() {
    String job = folder.regression(folder.numbers("train.csv", 100, 1));
    CommandLineRun.of("train", job);
    CommandLineRun ofModel = CommandLineRun.of("summary", folder.path("out").toString());
    CommandLineRun ofJob = CommandLineRun.of("summary", job);
    assertThat(ofModel.exitCode()).as(ofModel.err()).isZero();
    assertThat(ofModel.out()).contains("dense_1 (Dense)").contains("Total params: 37");
    assertThat(ofJob.out()).endsWith(ofModel.out());
  }

  @Test
  void everyCommandHelpsWithExamples() {
    for (String command : new String[] {"train", "evaluate", "predict", "summary"}) {
      CommandLineRun run = CommandLineRun.of(command, "--help");
      assertThat(run.exitCode()).isZero();
      assertThat(run.out()).contains("Examples:").contains("ganglion " + command);
    }
    assertThat(CommandLineRun.of("--help").out()).contains("Exit codes:").contains("train");
    assertThat(CommandLineRun.of().exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(CommandLineRun.of("trian").exitCode()).isEqualTo(ExitCode.USAGE);
  }
}
