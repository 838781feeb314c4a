package io.ganglion.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.tensor.Seeds;
import io.ganglion.train.EpochRecord;
import io.ganglion.train.HistoryCsv;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs whose network learns its own columns: associative memories. */
final class UndirectedCommandTest {
  private static final int UNITS = 40;
  private static final int PATTERNS = 4;

  @TempDir Path temp;
  private JobFolder folder;

  @BeforeEach
  void folder() {
    folder = new JobFolder(temp);
  }

  /** Random patterns between a name and nothing else; some units of every row turned over. */
  private String patterns(String name, String low, int flips) {
    String[] lines = new String[PATTERNS + 1];
    StringBuilder header = new StringBuilder("name");
    for (int i = 0; i < UNITS; i++) {
      header.append(",u").append(i);
    }
    lines[0] = header.toString();
    for (int p = 0; p < PATTERNS; p++) {
      StringBuilder line = new StringBuilder("pattern").append(p);
      for (int i = 0; i < UNITS; i++) {
        boolean on = Seeds.bits(3, UNITS * p + i) < 0;
        boolean turned = (i + 7 * p) % UNITS < flips;
        line.append(',').append(on == turned ? low : "1");
      }
      lines[p + 1] = line.toString();
    }
    return folder.write(name, lines);
  }

  private String hopfield(String train, String storage, String training) {
    return folder.job(
        "{train: '" + train + "', exclude: [name]}",
        "[hopfield: {storage: " + storage + "}]",
        training);
  }

  private CommandLineRun predict(String data, String output, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("predict", "--model", folder.path("out").toString(), "--data", data));
    arguments.addAll(List.of("--output", folder.path(output).toString()));
    arguments.addAll(Arrays.asList(more));
    return CommandLineRun.of(arguments.toArray(String[]::new)).succeeded();
  }

  @ParameterizedTest
  @CsvSource({"hebbian, 0", "pseudo_inverse, -1"})
  void patternsComeBackFromNoiseAsTheTableWritesThem(String storage, String low) {
    String clean = patterns("clean.csv", low, 0);
    String job = hopfield(clean, storage, "{metrics: [energy], shards: 2}");
    CommandLineRun run = CommandLineRun.of("train", job).succeeded();
    assertThat(run.out())
        .contains("training mse with hopfield, all rows in one pass")
        .contains("stopped: the patterns are stored");
    Map<?, ?> scores = (Map<?, ?>) folder.json("out/metrics.json").get("train");
    assertThat((double) scores.get("loss")).isZero();
    predict(patterns("noisy.csv", low, 4), "recalled.csv");
    List<String> expected = folder.lines("clean.csv");
    List<String> recalled = folder.csv("recalled.csv");
    assertThat(recalled.get(0)).contains(",prediction_u0,").endsWith(",prediction_u39,energy");
    double energies = 0.0;
    for (int p = 1; p <= PATTERNS; p++) {
      List<String> fields = List.of(recalled.get(p).split(",", -1));
      List<String> truth = List.of(expected.get(p).split(",", -1));
      for (int i = 1; i <= UNITS; i++) {
        assertThat(Double.parseDouble(fields.get(UNITS + i)))
            .isEqualTo(Double.parseDouble(truth.get(i)));
      }
      energies += Double.parseDouble(fields.get(2 * UNITS + 1)) / PATTERNS;
    }
    assertThat((double) scores.get("energy")).isCloseTo(energies, within(1e-4)).isNegative();
  }

  @ParameterizedTest
  @ValueSource(strings = {"hebbian", "pseudo_inverse"})
  void shardsDoNotChangeABit(String storage) {
    String clean = patterns("clean.csv", "0", 0);
    List<String> weights = new ArrayList<>();
    for (int shards : new int[] {1, 3}) {
      String job = hopfield(clean, storage, "{shards: " + shards + "}");
      CommandLineRun.of("train", job).succeeded();
      weights.add(folder.weights());
    }
    assertThat(weights.get(1)).isNotEmpty().isEqualTo(weights.get(0));
  }

  @Test
  void whatRecallChangesIsTheLossOfAnEvaluation() {
    String job = hopfield(patterns("clean.csv", "0", 0), "hebbian", "{metrics: [energy]}");
    CommandLineRun.of("train", job).succeeded();
    String model = folder.path("out").toString();
    CommandLineRun.of(
            "evaluate",
            "--model",
            model,
            "--data",
            patterns("noisy.csv", "0", 4),
            "--json",
            folder.path("scores.json").toString())
        .succeeded();
    Map<String, Object> scores = folder.json("scores.json");
    assertThat((double) scores.get("loss")).isCloseTo(4.0 / UNITS, within(1e-6));
    assertThat((double) scores.get("energy")).isNegative();
    assertThat(CommandLineRun.of("summary", model).succeeded().out())
        .contains("hopfield_1 (Hopfield)   (None, 40)     1600");
  }

  /** Two kinds of rows: the left half of the units, or the right half, each with some noise. */
  private String halves(String name, int rows, double on) {
    String[] lines = new String[rows + 1];
    lines[0] = "a,b,c,d,e,f";
    for (int r = 0; r < rows; r++) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < 6; i++) {
        boolean half = i < 3 == (Seeds.bits(1, r) < 0);
        boolean noise = Seeds.uniform(2, 6L * r + i) < 0.05;
        line.append(i == 0 ? "" : ",").append(half == noise ? 0.0 : on);
      }
      lines[r + 1] = line.toString();
    }
    return folder.write(name, lines);
  }

  private String rbm(String train, String before, String training) {
    return folder.job(
        "{train: '" + train + "', holdout: 0.25}",
        "[" + before + "{rbm: {hidden: 3, steps: 2}}]",
        "{" + training + ", metrics: [energy], batchSize: 10, shards: 2}");
  }

  private static final String LEARNING =
      "optimizer: {sgd: {learningRate: 0.2, momentum: 0.5}}, epochs: 30";

  @Test
  void aMachineLearnsItsColumns() throws Exception {
    CommandLineRun.of("train", rbm(halves("t.csv", 400, 1.0), "", LEARNING)).succeeded();
    List<EpochRecord> history =
        HistoryCsv.read("history.csv", Files.readString(folder.path("out/history.csv"))).records();
    EpochRecord last = history.get(29);
    assertThat(last.holdout().loss()).isLessThan(0.5 * history.get(0).holdout().loss());
    // 300 rows of this kind cannot be learned by heart: their free energy is that of the others.
    assertThat(last.holdout().get("energy")).isCloseTo(last.training().get("energy"), within(0.3));
    String probe = folder.write("probe.csv", "a,b,c,d,e,f", "1,1,0,0,0,0", "1,0,1,0,1,0");
    predict(probe, "p.csv");
    List<String> rows = folder.csv("p.csv");
    assertThat(rows.get(0)).endsWith(",prediction_e,prediction_f,energy");
    List<String> repaired = List.of(rows.get(1).split(",", -1));
    for (int i = 0; i < 6; i++) {
      double probability = Double.parseDouble(repaired.get(6 + i));
      assertThat(probability).isBetween(i < 3 ? 0.7 : 0.0, i < 3 ? 1.0 : 0.3);
    }
    // The row that is like the others has the lower free energy.
    assertThat(Double.parseDouble(repaired.get(12)))
        .isLessThan(Double.parseDouble(List.of(rows.get(2).split(",", -1)).get(12)));
    predict(probe, "hidden.csv", "--layer", "rbm_1");
    assertThat(folder.csv("hidden.csv").get(0)).endsWith(",f,rbm_1_0,rbm_1_1,rbm_1_2");
  }

  @Test
  void reconstructionsOfRescaledColumnsAreInTheUnitsOfTheTable() {
    String plain = rbm(halves("t.csv", 400, 1.0), "", LEARNING);
    CommandLineRun.of("train", plain).succeeded();
    Map<?, ?> expected = (Map<?, ?>) folder.json("out/metrics.json").get("train");
    String job = rbm(halves("t.csv", 400, 16.0), "{rescaling: {scale: 0.0625}}, ", LEARNING);
    CommandLineRun.of("train", job).succeeded();
    Map<?, ?> scores = (Map<?, ?>) folder.json("out/metrics.json").get("train");
    // Rows are dealt by the hash of their values, so that the runs differ a little.
    assertThat((double) scores.get("loss")).isCloseTo((double) expected.get("loss"), within(0.05));
    predict(folder.write("probe.csv", "a,b,c,d,e,f", "16,16,16,0,0,0"), "p.csv");
    List<String> fields = List.of(folder.csv("p.csv").get(1).split(",", -1));
    assertThat(Double.parseDouble(fields.get(6))).isBetween(12.0, 16.0);
    assertThat(Double.parseDouble(fields.get(11))).isBetween(0.0, 4.0);
  }

  @Test
  void averagingAndGradientsBothTrainIt() {
    String data = halves("t.csv", 200, 1.0);
    for (String strategy : List.of("averaging: {every: 2}", "strategy: gradient")) {
      CommandLineRun.of(
              "train",
              rbm(data, "", "optimizer: {sgd: {learningRate: 0.5}}, epochs: 8, " + strategy))
          .succeeded();
      Map<?, ?> scores = (Map<?, ?>) folder.json("out/metrics.json").get("holdout");
      assertThat((double) scores.get("loss")).isLessThan(0.6);
    }
  }

  private String error(String data, String network, String training) {
    return CommandLineRun.of("train", folder.job(data, network, training)).error();
  }

  @Test
  void valuesThatAreNoProbabilitiesAreRefused() {
    String data = "{train: '" + halves("t.csv", 20, 16.0) + "'}";
    assertThat(error(data, "[rbm]", "{}"))
        .contains("expected 0.0 to 1.0 for the loss reconstruction_crossentropy")
        .contains("(from 0.0 to 16.0)")
        .contains("rescaling");
  }

  @Test
  void columnsThatAreNoUnitsAreRefused() {
    String train = patterns("clean.csv", "0", 0);
    assertThat(error("{train: '" + train + "'}", "[hopfield]", "{}"))
        .contains("'name' holds text")
        .contains("exclude the column, or list the columns to give back as data.features");
    String gaps = folder.write("gaps.csv", "a,b", "1,0", ",1", "0,1");
    assertThat(error("{train: '" + gaps + "'}", "[hopfield]", "{}"))
        .contains("'a' is missing in 1 of 3 rows; fill it or leave out those rows");
  }

  @Test
  void keysOfLabelsAndOfStepsAreRefused() {
    String train = halves("t.csv", 20, 1.0);
    CommandLineRun run =
        CommandLineRun.of(
            "train",
            folder.job(
                "{train: '" + train + "', label: a, augment: [{masking: {rate: 0.1}}]}",
                "[hopfield]",
                "{loss: mse, epochs: 3, optimizer: adam, seed: 1}"));
    assertThat(run.errors())
        .containsExactly(
            "error: data.label: goes with networks that predict a label, found hopfield, which"
                + " learns its own columns: remove it",
            "error: data.augment: goes with networks that predict a label, found hopfield, which"
                + " learns its own columns: remove it",
            "error: training.loss: goes with networks that predict a label, found hopfield, which"
                + " learns its own columns: remove it",
            "error: training.optimizer: goes with networks that learn step by step, found hopfield,"
                + " which stores all rows in one pass: remove it",
            "error: training.epochs: goes with networks that learn step by step, found hopfield,"
                + " which stores all rows in one pass: remove it");
  }

  @Test
  void whatNeedsExactDerivativesIsRefused() {
    String data = "{train: '" + halves("t.csv", 20, 1.0) + "'}";
    assertThat(error(data, "[rbm]", "{optimizer: lbfgs}"))
        .contains("lbfgs needs exact gradients of its loss, found rbm");
    assertThat(error(data, "[rbm]", "{optimizer: sophia}"))
        .contains("sophia needs the curvature of the loss");
    assertThat(error(data, "[{rescaling: {scale: 1, offset: 2}}, rbm]", "{}"))
        .contains("network[0].rescaling: expected a scale above 0 and no offset before rbm");
    assertThat(error(data, "[{dense: {units: 6}}, rbm]", "{}")).contains("as the only layer");
  }

  @Test
  void onlyUndirectedNetworksHaveAnEnergyAndDoWithoutALabel() {
    String train = halves("t.csv", 20, 1.0);
    assertThat(
            error(
                "{train: '" + train + "', label: a}",
                "[dense: {units: 1}]",
                "{loss: mse, metrics: [energy]}"))
        .contains("energy is for undirected networks, but the loss mse is for numbers");
    assertThat(error("{train: '" + train + "'}", "[dense: {units: 1}]", "{loss: mse}"))
        .contains("data.label: is missing");
  }
}
