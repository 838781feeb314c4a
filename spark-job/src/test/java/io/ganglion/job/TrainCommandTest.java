package io.ganglion.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.train.EpochRecord;
import io.ganglion.train.HistoryCsv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
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

  private static CommandLineRun train(String job, String... settings) {
    String[] arguments = new String[2 + 2 * settings.length];
    arguments[0] = "train";
    arguments[1] = job;
    for (int i = 0; i < settings.length; i++) {
      arguments[2 + 2 * i] = "--set";
      arguments[3 + 2 * i] = settings[i];
    }
    return CommandLineRun.of(arguments).succeeded();
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> scores(String split) {
    return (Map<String, Object>) folder.json("out/metrics.json").get(split);
  }

  private List<EpochRecord> history() throws IOException {
    String text = Files.readString(folder.path("out/history.csv"));
    return HistoryCsv.read("history.csv", text).records();
  }

  @Test
  void aRunWritesItsOutputWholeAndNothingElse() throws Exception {
    CommandLineRun run = train(folder.regression(folder.numbers("train.csv", 200, 1)));

    assertThat(run.lastLine())
        .startsWith("model    file:" + folder.path("out/model") + ": holdout loss ")
        .contains("mae")
        .endsWith("(50 rows)");
    assertThat(run.warnings()).isEmpty();
    List<String> written = List.copyOf(folder.contents("out").keySet());
    assertThat(written)
        .hasSize(6)
        .startsWith("_SUCCESS", "history.csv", "metrics.json", "model/model.json");
    assertThat(written.get(4)).matches("model/weights-[0-9a-f]+\\.safetensors");
    assertThat(written.get(5)).isEqualTo("report.html");
    Map<String, Object> status = folder.json("out.run/run.json");
    assertThat(folder.lines("out/_SUCCESS")).containsExactly((String) status.get("run"));
    assertThat(status)
        .containsEntry("status", "done")
        .containsEntry("exitCode", 0)
        .containsEntry("message", run.lastLine());
    assertThat(folder.contents("out.run").keySet()).containsExactly("run.json");
    assertThat(folder.contents(".").keySet())
        .allMatch(name -> name.matches("(out|out\\.run)/.*|job\\.yaml|train\\.csv"));
  }

  @Test
  void countsAreLearnedThroughTheirLogarithm() {
    String[] lines = new String[201];
    lines[0] = "x,y";
    for (int r = 0; r < 200; r++) {
      lines[r + 1] = r + "," + Math.round(Math.exp(r / 50.0));
    }
    train(folder.regression(folder.write("train.csv", lines)), "training.loss=poisson");
    // From 1 to 53; the mean of all would be off by 12.
    assertThat((double) scores("holdout").get("mae")).isLessThan(4.0);
    assertThat((double) scores("holdout").get("loss")).isNegative();
    assertThat(folder.json("out/model/model.json").get("loss")).isEqualTo("poisson");
  }

  @Test
  void theBestEpochIsTheOneThatIsKept() throws Exception {
    // A step that is too long makes the held-out loss rise and fall.
    String job = folder.regression(folder.numbers("train.csv", 200, 1));
    CommandLineRun run =
        train(
            job,
            "training.optimizer.adam.learningRate=0.3",
            "training.earlyStopping.patience=2",
            "training.epochs=30");

    List<EpochRecord> history = history();
    double smallest = history.stream().mapToDouble(e -> e.holdout().loss()).min().orElseThrow();
    int best = (int) folder.json("out/metrics.json").get("epoch");
    assertThat(history.get(best - 1).holdout().loss()).isEqualTo(smallest);
    assertThat(history).hasSize(best + 2);
    assertThat(best).isLessThan(28);
    assertThat(scores("holdout")).containsEntry("loss", smallest).containsEntry("rows", 50);
    assertThat(scores("train")).containsEntry("rows", 150);
    assertThat(run.out()).contains("best     epoch " + best + "; stopped: no better held-out loss");

    assertThat(JobScores.ofHoldout(job, folder.path("out").toString()).loss()).isEqualTo(smallest);
  }

  @Test
  void aLearningRateThatChangesIsShown() throws Exception {
    String job = folder.regression(folder.numbers("train.csv", 200, 1));
    CommandLineRun run =
        train(
            job,
            "training.optimizer.adam.learningRate=0.01",
            "training.schedule.linear.warmUp=1",
            "training.clip.norm=1.0",
            "training.l2=0.001",
            "training.epochs=3");

    assertThat(history())
        .extracting(EpochRecord::learningRate)
        .containsExactly(0.005, 0.0075, 0.0025);
    assertThat(run.out()).contains("learning rate 0.0075");
    assertThat(Files.readString(folder.path("out/report.html")))
        .contains("linear (to 0.0, over 0.0, warmUp 1.0)", "Norm of gradients up to", "0.001");
  }

  @Test
  void trainingRowsAreChangedAnewAndNoOthers() throws Exception {
    String job = folder.regression(folder.numbers("train.csv", 200, 1));
    String[] settings = {
      "data.augment=[{noise: {deviation: 0.2}}, {mixup: {alpha: 0.2}}, {masking: {rate: 0.1}}]",
      "network[1].dense.activation=relu",
      "training.maxNorm=2.0",
      "training.epochs=3"
    };
    CommandLineRun run = train(job, settings);
    Map<String, String> first = folder.contents("out/model");

    String shown = "noise (deviation 0.2), mixup (alpha 0.2), masking (rate 0.1)";
    assertThat(run.out()).contains("augment  " + shown + ", in training only");
    assertThat(Files.readString(folder.path("out/report.html"))).contains(shown, "weights up to");
    double heldOut = (double) scores("holdout").get("loss");
    assertThat(JobScores.ofHoldout(job, folder.path("out").toString()).loss()).isEqualTo(heldOut);
    train(job, settings);
    assertThat(weights(folder.contents("out/model"))).isEqualTo(weights(first));
    train(job, "network[1].dense.activation=relu", "training.maxNorm=2.0", "training.epochs=3");
    assertThat(weights(folder.contents("out/model"))).isNotEqualTo(weights(first));
  }

  /** The names of the files of weights, which are made of their hash. */
  private static List<String> weights(Map<String, String> model) {
    return model.keySet().stream().filter(name -> name.endsWith(".safetensors")).toList();
  }

  @Test
  void theLoadedModelScoresTheTestTableToTheBit() {
    // Logarithms: a sum of them in another order has other bits.
    String test = folder.clouds("test.csv", 150, 2, "a", "b", "c");
    String job = folder.classification(folder.clouds("train.csv", 100, 1, "a", "b", "c"), 3);
    train(job, "data.test=" + test, "training.epochs=2");
    String json = folder.path("scores.json").toString();
    String model = folder.path("out").toString();

    CommandLineRun run =
        CommandLineRun.of("evaluate", "--model", model, "--data", test, "--json", json).succeeded();

    assertThat(run.out()).containsPattern("rows +150\nloss +[0-9.]+\naccuracy +[0-9.]+\n");
    assertThat(scores("test"))
        .containsOnlyKeys("loss", "rows", "accuracy")
        .containsEntry("rows", 150);
    assertThat(folder.json("scores.json")).isEqualTo(scores("test"));
  }

  @Test
  void theSameJobGivesTheSameBytesAndAnotherSeedOthers() {
    String job = folder.classification(folder.clouds("t.csv", 150, 1, "a", "b", "c"), 3);
    train(job, "training.epochs=2");
    Map<String, String> first = folder.contents("out/model");
    train(job, "training.epochs=2");
    assertThat(folder.contents("out/model")).isEqualTo(first);

    train(job, "training.epochs=2", "training.seed=2");
    Map<String, String> other = folder.contents("out/model");
    // The weights of the run before are no longer there.
    assertThat(other).hasSize(2);
    first.keySet().removeIf(name -> name.equals("model.json"));
    assertThat(other).doesNotContainKeys(first.keySet().toArray(String[]::new));
  }

  @Test
  void classesMayBeTexts() {
    train(folder.classification(folder.clouds("t.csv", 300, 1, "a", "ü", "c c"), 3));
    assertThat((double) scores("holdout").get("accuracy")).isGreaterThan(0.8);
  }

  @Test
  void missingValuesInTrainingGetAFlag() {
    folder.numbers("full.csv", 120, 3);
    String[] lines = folder.lines("full.csv").toArray(String[]::new);
    for (int i = 1; i < lines.length; i += 10) {
      lines[i] = "?" + lines[i].substring(lines[i].indexOf(','));
    }
    String train = folder.write("gaps.csv", lines);
    CommandLineRun run = train(folder.regression(train), "data.missing=['?']");
    assertThat(run.out()).contains("train    file:" + train + ": 120 rows, 2 features");
    // Two columns and the flag of one.
    assertThat(run.out()).contains("normalization_1 (Normalization)   (None, 3)");
    assertThat(run.warnings()).isEmpty();

    CommandLineRun predicted = predict(train, "p.csv");
    assertThat(predicted.out()).contains("predicted 120 rows");
    assertThat(predicted.warnings()).isEmpty();
    assertThat(folder.csv("p.csv").get(1)).startsWith(lines[1] + ",");
  }

  private CommandLineRun predict(String data, String output) {
    return CommandLineRun.of(
            "predict",
            "--model",
            folder.path("out").toString(),
            "--data",
            data,
            "--output",
            folder.path(output).toString())
        .succeeded();
  }

  @Test
  void parquetGoesInAndOut() throws IOException {
    String csv = folder.numbers("t.csv", 80, 1);
    String parquet = folder.path("t.parquet").toString();
    try (SparkSession spark = Sparks.open("test")) {
      spark
          .read()
          .option("header", "true")
          .schema("x1 double, x2 double, y double")
          .csv(csv)
          .write()
          .parquet(parquet);
    }
    train(folder.regression(csv), "training.epochs=2");
    String weights = folder.weights();
    train(folder.regression(parquet), "training.epochs=2");
    assertThat(folder.weights()).isEqualTo(weights);

    predict(parquet, "p.parquet");
    try (SparkSession spark = Sparks.open("test")) {
      var predicted = spark.read().parquet(folder.path("p.parquet").toString());
      assertThat(predicted.schema().simpleString())
          .isEqualTo("struct<x1:double,x2:double,y:double,prediction:float>");
      assertThat(predicted.drop("prediction").collectAsList())
          .isEqualTo(spark.read().parquet(parquet).collectAsList());
    }
  }

  @Test
  void withoutHeldOutRowsAllEpochsRun() throws IOException {
    CommandLineRun run = train(folder.regression(folder.numbers("t.csv", 80, 1)), "data.holdout=");
    assertThat(run.out())
        .contains(
            "80 training rows in 2 shards, none held out: all epochs run, and the weights of the"
                + " last one are kept");
    assertThat(run.lastLine()).contains(": train loss ");
    assertThat(history()).hasSize(6).allMatch(epoch -> epoch.holdout() == null);
    assertThat(folder.json("out/metrics.json")).containsOnlyKeys("epoch", "train");
  }

  @Test
  void settingsGoOverTheJobFile() throws IOException {
    CommandLineRun run =
        train(
            folder.regression(folder.numbers("t.csv", 80, 1)),
            "training.epochs=2",
            "training.optimizer.sgd.momentum=0.5",
            "network[1].dense.units=3",
            "output=" + folder.path("other"));
    assertThat(folder.path("out")).doesNotExist();
    assertThat(folder.lines("other/history.csv")).hasSize(3);
    assertThat(run.out()).contains("training mse with sgd").contains("(None, 3)");
    assertThat(folder.json("other.run/run.json").get("settings"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .contains("training.epochs=2");
  }

  @Test
  void aDryRunShowsThePlanAndWritesNothing() {
    String job = folder.regression(folder.numbers("train.csv", 100, 1));
    CommandLineRun run = CommandLineRun.of("train", job, "--dry-run").succeeded();
    assertThat(run.out()).contains("Total params: 37").contains("75 training rows in 2 shards");
    assertThat(run.lastLine()).contains("nothing is written");
    assertThat(folder.contents(".").keySet()).containsExactly("job.yaml", "train.csv");
  }

  @Test
  void aSummaryOfAJobAndOfItsModelAgree() {
    String job = folder.regression(folder.numbers("train.csv", 100, 1));
    train(job, "training.epochs=1");
    CommandLineRun ofModel =
        CommandLineRun.of("summary", folder.path("out").toString()).succeeded();
    CommandLineRun ofJob = CommandLineRun.of("summary", job).succeeded();
    assertThat(ofModel.out()).contains("dense_1 (Dense)").contains("Total params: 37");
    assertThat(ofJob.out()).endsWith(ofModel.out());
    assertThat(CommandLineRun.of("summary", job, "--set", "network[1].dense.units=9").out())
        .contains("Total params: 41");
  }
}
