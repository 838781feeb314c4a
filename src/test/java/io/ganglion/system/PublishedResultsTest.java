package io.ganglion.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.config.Json;
import io.ganglion.job.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Jobs on real tables reach the results that others have published on them. */
@Tag("published")
@EnabledIfEnvironmentVariable(named = "GANGLION_DATA", matches = ".+")
final class PublishedResultsTest {
  private static final Path DATA = Path.of(String.valueOf(System.getenv("GANGLION_DATA")));

  @TempDir Path folder;

  /** Scores of the test rows after a job of {@code conf} on a table for training. */
  private Map<?, ?> test(String job, Path train, Path test, String... settings) throws IOException {
    List<String> all = new ArrayList<>(List.of("data.train=" + train));
    if (test != null) {
      all.add("data.test=" + test);
    }
    all.addAll(List.of(settings));
    return test(job, all);
  }

  /** Scores of the test examples after a job of {@code conf} with settings. */
  private Map<?, ?> test(String job, List<String> settings) throws IOException {
    System.setProperty("spark.master", "local[2]");
    System.setProperty("spark.ui.enabled", "false");
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("train", Project.file("conf/" + job + ".yaml").toString()));
    arguments.addAll(List.of("--set", "output=" + folder.resolve("out")));
    for (String setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    PrintStream out = System.out;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(written, true, UTF_8));
      assertThat(Main.execute(arguments.toArray(String[]::new)))
          .as(written.toString(UTF_8))
          .isZero();
    } finally {
      System.setOut(out);
    }
    byte[] metrics = Files.readAllBytes(folder.resolve("out/metrics.json"));
    return (Map<?, ?>) ((Map<?, ?>) Json.read("metrics.json", metrics)).get("test");
  }

  private static double score(Map<?, ?> scores, String name) {
    return ((Number) scores.get(name)).doubleValue();
  }

  private Map<?, ?> tabular(String job, String train, String test, String... settings)
      throws IOException {
    Path tables = DATA.resolve("tabular");
    return test(job, tables.resolve(train), test == null ? null : tables.resolve(test), settings);
  }

  @Test
  void adult() throws IOException {
    for (String job : List.of("adult", "adult-embeddings")) {
      Map<?, ?> scores = tabular(job, "adult_train.csv.gz", "adult_test.csv.gz");
      assertThat(score(scores, "accuracy")).as(job).isGreaterThanOrEqualTo(0.855);
      assertThat(score(scores, "auc")).as(job).isGreaterThanOrEqualTo(0.908);
    }
  }

  @Test
  @Tag("published-long")
  void california() throws IOException {
    Map<?, ?> scores = tabular("california", "california_housing.csv", null);
    assertThat(score(scores, "rmse")).isLessThanOrEqualTo(55_000.0);
  }

  @Test
  @Tag("published-long")
  void letters() throws IOException {
    Map<?, ?> scores =
        tabular("letter", "letter_recognition_train.csv", "letter_recognition_test.csv");
    assertThat(score(scores, "accuracy")).isGreaterThanOrEqualTo(0.96);
  }

  @Test
  void svmguide1() throws IOException {
    Path tables = DATA.resolve("libsvm");
    Map<?, ?> scores =
        test(
            "svmguide1",
            tables.resolve("svmguide1_train.libsvm"),
            tables.resolve("svmguide1_test.libsvm"));
    assertThat(score(scores, "accuracy")).isGreaterThanOrEqualTo(0.965);
  }

  @Test
  void titanicOverFiveSplits() throws IOException {
    assertThat(meanAccuracy("titanic", "titanic.csv")).isGreaterThanOrEqualTo(0.80);
  }

  @Test
  @Tag("published-long")
  void wdbcOverFiveSplits() throws IOException {
    assertThat(meanAccuracy("wdbc", "breast_cancer_wdbc.csv")).isGreaterThanOrEqualTo(0.96);
  }

  private double meanAccuracy(String job, String table) throws IOException {
    double sum = 0.0;
    for (int seed = 1; seed <= 5; seed++) {
      sum += score(tabular(job, table, null, "training.seed=" + seed), "accuracy");
    }
    return sum / 5;
  }

  @Test
  @Tag("published-long")
  void dropoutAndChangedPicturesHelpWhereRowsAreFew() throws IOException, InterruptedException {
    Path tables = folder.resolve("mnist");
    script("mnist", DATA.resolve("images/mnist").toString(), tables.toString());
    List<String> noDropout =
        List.of("network[1].dropout=0", "network[3].dropout=0", "network[5].dropout=0");
    List<String> noAugmentation = List.of("data.augment=[]");
    double both = digitsMissed(tables, List.of(), List.of());
    double dropout = digitsMissed(tables, noAugmentation, List.of());
    double augmentation = digitsMissed(tables, noDropout, List.of());
    double none = digitsMissed(tables, noDropout, noAugmentation);
    assertThat(none).as("without either, as good as such a network is").isLessThan(0.055);
    assertThat(dropout).as("dropout, against %s", none).isLessThan(none - 0.004);
    assertThat(augmentation).as("augmentation, against %s", none).isLessThan(none - 0.01);
    assertThat(both).as("both, against %s", none).isLessThanOrEqualTo(none - 0.015);
  }

  /** The share of wrong answers after half the epochs of the job, which are enough to tell. */
  private double digitsMissed(Path tables, List<String> settings, List<String> more)
      throws IOException {
    List<String> all = new ArrayList<>(settings);
    all.addAll(more);
    all.add("training.epochs=30");
    Map<?, ?> scores =
        test(
            "mnist-5000",
            tables.resolve("mnist_train_5000.csv.gz"),
            tables.resolve("mnist_test.csv.gz"),
            all.toArray(String[]::new));
    return 1.0 - score(scores, "accuracy");
  }

  @Test
  @Tag("published-long")
  void irisByFullBatches() throws IOException, InterruptedException {
    Path table = Project.file("conf/course/data/iris.csv");
    for (int seed = 1; seed <= 3; seed++) {
      assertThat(crossValidated("iris-lbfgs", table, seed))
          .as("seed %d", seed)
          .isGreaterThanOrEqualTo(0.95);
    }
  }

  @Test
  @Tag("published-long")
  void wdbcByFullBatches() throws IOException, InterruptedException {
    Path table = DATA.resolve("tabular/breast_cancer_wdbc.csv");
    for (int seed = 1; seed <= 3; seed++) {
      assertThat(crossValidated("wdbc-lbfgs", table, seed))
          .as("seed %d", seed)
          .isGreaterThanOrEqualTo(0.96);
    }
  }

  /** Mean accuracy of the five folds. */
  private double crossValidated(String job, Path table, int seed)
      throws IOException, InterruptedException {
    Path folds = folder.resolve("folds.csv");
    script("folds", table.toString(), "5", "" + seed, folds.toString());
    double sum = 0.0;
    for (int fold = 1; fold <= 5; fold++) {
      sum +=
          score(
              test(job, folds, null, "data.split.test=" + fold, "training.seed=" + seed),
              "accuracy");
    }
    return sum / 5;
  }

  private Map<?, ?> sequences(String job, String table, String... settings) throws IOException {
    Path tables = DATA.resolve("sequences");
    return test(
        job, tables.resolve(table + "_train.csv"), tables.resolve(table + "_test.csv"), settings);
  }

  /** The job's own seed alone, for the time's sake; the bars are those of the mean of three. */
  @Test
  void vowelsHeardInOneDirectionAndInBoth() throws IOException {
    Map<?, ?> both = sequences("japanese-vowels", "japanese_vowels");
    assertThat(score(both, "accuracy")).isGreaterThanOrEqualTo(0.965);
    Map<?, ?> forward = sequences("japanese-vowels-forward", "japanese_vowels");
    assertThat(score(forward, "accuracy")).isGreaterThanOrEqualTo(0.955);
  }

  /** The job's own seed alone, as with vowels. */
  @Test
  void motions() throws IOException {
    Map<?, ?> scores = sequences("basic-motions", "basic_motions");
    assertThat(score(scores, "accuracy")).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  @Tag("published-long")
  void noSeedOfGunPointIsStuck() throws IOException {
    double sum = 0.0;
    for (int seed = 1; seed <= 3; seed++) {
      double accuracy =
          score(sequences("gunpoint", "gunpoint", "training.seed=" + seed), "accuracy");
      assertThat(accuracy).as("seed %d", seed).isGreaterThan(0.9);
      sum += accuracy;
    }
    assertThat(sum / 3).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void powerDemand() throws IOException {
    double sum = 0.0;
    for (int seed = 1; seed <= 3; seed++) {
      Map<?, ?> scores =
          sequences("italy-power-demand", "italy_power_demand", "training.seed=" + seed);
      sum += score(scores, "accuracy");
    }
    assertThat(sum / 3).isGreaterThanOrEqualTo(0.955);
  }

  /** The job's own seed alone, as with vowels. */
  @Test
  void forecasts() throws IOException {
    assertThat(forecastError("airline", "airline_passengers.csv")).isLessThanOrEqualTo(25.0);
    assertThat(forecastError("sunspots", "sunspots_monthly.csv")).isLessThanOrEqualTo(18.75);
    assertThat(forecastError("melbourne", "daily_min_temperatures.csv")).isLessThanOrEqualTo(2.276);
  }

  private double forecastError(String job, String table) throws IOException {
    return score(test(job, DATA.resolve("forecasting").resolve(table), null), "rmse");
  }

  /** Scores of the test examples after a job of {@code conf} over graphs. */
  private Map<?, ?> graphs(String job, String nodes, String edges, String... settings)
      throws IOException {
    Path tables = DATA.resolve("graphs");
    List<String> all = new ArrayList<>();
    all.add("data.nodes=" + tables.resolve(nodes));
    all.add("data.edges=" + tables.resolve(edges));
    all.addAll(List.of(settings));
    return test(job, all);
  }

  private Map<?, ?> cora(String job, String... settings) throws IOException {
    return graphs(job, "cora_nodes.csv", "cora_edges.csv", settings);
  }

  /** The jobs' own seed alone, as with vowels. */
  @Test
  @Tag("published-long")
  void papersByTheirNeighbours() throws IOException {
    assertThat(score(cora("cora-gcn"), "accuracy")).as("GCN").isGreaterThanOrEqualTo(0.80);
    assertThat(score(cora("cora-sage"), "accuracy")).as("SAGE").isGreaterThanOrEqualTo(0.785);
    assertThat(score(cora("cora-no-edges"), "accuracy")).as("no edges").isBetween(0.5, 0.62);
  }

  @Test
  void links() throws IOException {
    assertThat(score(cora("cora-links", "training.epochs=80"), "auc")).isGreaterThanOrEqualTo(0.88);
  }

  @Test
  @Tag("published-long")
  void solubilityOfMolecules() throws IOException {
    Path graphs = DATA.resolve("graphs/esol_graphs.csv");
    Map<?, ?> scores = graphs("esol", "esol_atoms.csv", "esol_bonds.csv", "data.graphs=" + graphs);
    assertThat(score(scores, "rmse")).isLessThanOrEqualTo(0.80);
  }

  /** Of the ten folds two, which hold too few molecules for the bar of their mean. */
  @Test
  @Tag("published-long")
  void mutagenicMolecules() throws IOException {
    Path graphs = DATA.resolve("graphs/mutag_graphs.csv");
    for (int fold = 1; fold <= 2; fold++) {
      Map<?, ?> scores =
          graphs(
              "mutag",
              "mutag_nodes.csv",
              "mutag_edges.csv",
              "data.graphs=" + graphs,
              "data.split.test=" + fold);
      assertThat(score(scores, "rows")).isEqualTo(18.0);
      assertThat(score(scores, "accuracy")).as("fold %d", fold).isGreaterThan(0.665);
    }
  }

  private static void script(String name, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Project.file("scripts/" + name).toString()));
    command.addAll(List.of(arguments));
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  @Test
  @Tag("published-long")
  void bostonOverTheTwentyPublicSplits() throws IOException, InterruptedException {
    Path splits = folder.resolve("splits");
    script("boston-splits", DATA.resolve("tabular").toString(), splits.toString());
    double sum = 0.0;
    for (int split = 0; split < 20; split++) {
      Path table = splits.resolve("split-" + split + ".csv");
      sum += score(test("boston-splits", table, null), "rmse");
    }
    assertThat(sum / 20).isLessThanOrEqualTo(3.2);
  }
}
