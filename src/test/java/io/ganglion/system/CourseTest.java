package io.ganglion.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.config.Json;
import io.ganglion.config.Yaml;
import io.ganglion.job.Main;
import io.ganglion.model.LocalFolder;
import io.ganglion.model.ModelFiles;
import io.ganglion.model.TrainedModel;
import io.ganglion.network.Network;
import io.ganglion.train.EpochRecord;
import io.ganglion.train.HistoryCsv;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every job of the course shows what its page says. */
final class CourseTest {
  @TempDir Path folder;

  private String command(String... arguments) {
    System.setProperty("spark.master", "local[2]");
    System.setProperty("spark.ui.enabled", "false");
    PrintStream out = System.out;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(written, true, UTF_8));
      assertThat(Main.execute(arguments)).as(written.toString(UTF_8)).isZero();
    } finally {
      System.setOut(out);
    }
    return written.toString(UTF_8);
  }

  /** Runs a job of the course, whose paths start at the project's root, into this test's folder. */
  @SuppressWarnings("unchecked")
  private String job(String command, String name, String... settings) throws Exception {
    Path file = Project.file("conf/course/" + name);
    Map<String, Object> tree = (Map<String, Object>) Yaml.read(name, Files.readString(file));
    List<String> arguments = new ArrayList<>(List.of(command, file.toString()));
    ((Map<String, Object>) tree.get("data"))
        .forEach(
            (key, value) -> {
              if (List.of("train", "test", "nodes", "edges").contains(key)) {
                arguments.addAll(List.of("--set", "data." + key + "=" + Project.file("" + value)));
              }
            });
    arguments.addAll(List.of("--set", "output=" + folder.resolve("out")));
    for (String setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    return command(arguments.toArray(String[]::new));
  }

  @SuppressWarnings("unchecked")
  private double score(String split, String name) throws Exception {
    byte[] json = Files.readAllBytes(folder.resolve("out/metrics.json"));
    Map<String, Object> metrics = (Map<String, Object>) Json.read("metrics.json", json);
    return ((Number) ((Map<String, Object>) metrics.get(split)).get(name)).doubleValue();
  }

  private List<EpochRecord> history() throws Exception {
    String csv = Files.readString(folder.resolve("out/history.csv"));
    return HistoryCsv.read("history.csv", csv).records();
  }

  private TrainedModel model() {
    return ModelFiles.read(new LocalFolder(folder.resolve("out/model")));
  }

  private List<String> predictions(String data, String... more) throws Exception {
    String output = folder.resolve("predicted.csv").toString();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "predict",
                "--model",
                folder.resolve("out").toString(),
                "--data",
                Project.file(data).toString(),
                "--output",
                output,
                "--overwrite"));
    arguments.addAll(Arrays.asList(more));
    command(arguments.toArray(String[]::new));
    try (Stream<Path> files = Files.list(Path.of(output))) {
      Path part = files.filter(file -> file.toString().endsWith(".csv")).findFirst().orElseThrow();
      return Files.readAllLines(part).stream().skip(1).toList();
    }
  }

  @Test
  void everyJobOfTheCourseIsRunHere() throws Exception {
    String source =
        Files.readString(Project.file("src/test/java/io/ganglion/system/CourseTest.java"));
    String page = Files.readString(Project.file("conf/course/README.md"));
    try (Stream<Path> files = Files.list(Project.file("conf/course"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.endsWith(".yaml"))
          .hasSizeGreaterThan(8)
          .allSatisfy(name -> assertThat(source).contains("\"" + name + "\""))
          .allSatisfy(name -> assertThat(page).contains("conf/course/" + name));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"01-and.yaml", "01-or.yaml", "01-not.yaml", "01-xor.yaml"})
  void neuronsLearnLogic(String name) throws Exception {
    job("train", name);
    assertThat(score("train", "accuracy")).isEqualTo(1.0);
    String table = name.substring(3, name.length() - 5);
    for (String row : predictions("conf/course/data/" + table + ".csv")) {
      List<String> fields = List.of(row.split(",", -1));
      int label = table.equals("not") ? 1 : 2;
      assertThat(Double.parseDouble(fields.get(label + 1)))
          .as(row)
          .isEqualTo(Double.parseDouble(fields.get(label)));
    }
  }

  @Test
  void oneNeuronCannotLearnXor() throws Exception {
    job("train", "01-and.yaml", "data.train=" + Project.file("conf/course/data/xor.csv"));
    assertThat(score("train", "accuracy")).isLessThanOrEqualTo(0.75);
  }

  @Test
  void aCurvedActivationDrawsACurve() throws Exception {
    job("train", "02-activations.yaml");
    double tanh = score("holdout", "loss");
    job("train", "02-activations.yaml", "network[0].dense.activation=linear");
    double line = score("holdout", "loss");
    assertThat(tanh).isLessThan(line / 20);
    job("train", "02-activations.yaml", "network[0].dense.activation=sigmoid");
    assertThat(score("holdout", "loss")).isLessThan(line / 5);
    job("train", "02-activations.yaml", "network[0].dense.activation=relu");
    assertThat(score("holdout", "loss")).isLessThan(line / 5);
  }

  @Test
  void aFeedForwardNetworkTellsFlowersApart() throws Exception {
    assertThat(job("summary", "03-feed-forward.yaml"))
        .contains("hidden (Dense)")
        .contains("Trainable params: 67");
    job("train", "03-feed-forward.yaml");
    assertThat(score("holdout", "accuracy")).isGreaterThanOrEqualTo(0.9);
  }

  @Test
  void oneStepOfBackpropagationIsWhatTheFormulasSay() throws Exception {
    job("train", "04-backpropagation.yaml");
    TrainedModel model = model();
    Network network = model.spec().bind();
    float[] start = network.initialize(1);
    double[] expected = stepByHand(start);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) model.weights()[i]).isCloseTo(expected[i], within(1e-6));
      assertThat(Math.abs(expected[i] - start[i])).isGreaterThan(1e-4);
    }
  }

  /**
   * W and b of 2-2-1 after a step of rate 0.5 on the mean squared error of four rows: {@code δ₂ = 2
   * (a₂ − y) a₂ (1 − a₂)}, {@code δ₁ = a₁ (1 − a₁) ⊙ W₂ᵀ δ₂}, {@code W ← W − 0.5 mean(δ aᵀ)}.
   */
  private static double[] stepByHand(float[] w) {
    double[][] rows = {{0.5, -1, 1}, {1, 0.25, 0}, {-0.75, 0.5, 0}, {0.1, 0.9, 1}};
    double[] gradient = new double[w.length];
    for (double[] row : rows) {
      double[] a1 = new double[2];
      for (int j = 0; j < 2; j++) {
        a1[j] = sigmoid(w[2 * j] * row[0] + w[2 * j + 1] * row[1] + w[4 + j]);
      }
      double a2 = sigmoid(w[6] * a1[0] + w[7] * a1[1] + w[8]);
      double delta2 = 2 * (a2 - row[2]) * a2 * (1 - a2);
      for (int j = 0; j < 2; j++) {
        double delta1 = a1[j] * (1 - a1[j]) * w[6 + j] * delta2;
        gradient[2 * j] += delta1 * row[0] / 4;
        gradient[2 * j + 1] += delta1 * row[1] / 4;
        gradient[4 + j] += delta1 / 4;
        gradient[6 + j] += delta2 * a1[j] / 4;
      }
      gradient[8] += delta2 / 4;
    }
    double[] moved = new double[w.length];
    Arrays.setAll(moved, i -> w[i] - 0.5 * gradient[i]);
    return moved;
  }

  private static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  @Test
  void trainingStopsWhereTheHeldOutErrorRises() throws Exception {
    String output = job("train", "06-early-stopping.yaml");
    List<EpochRecord> history = history();
    EpochRecord best =
        history.stream()
            .reduce((a, b) -> b.holdout().loss() < a.holdout().loss() ? b : a)
            .orElseThrow();
    EpochRecord last = history.get(history.size() - 1);
    assertThat(output)
        .contains("no better held-out loss for 25 epochs after epoch " + best.epoch());
    assertThat(history).hasSize(best.epoch() + 25).hasSizeLessThan(200);
    assertThat(last.training().loss()).isLessThan(best.training().loss());
    assertThat(last.holdout().loss()).isGreaterThan(1.05 * best.holdout().loss());
    assertThat(score("holdout", "loss")).isEqualTo(best.holdout().loss());
    assertThat(model().facts()).containsEntry("epoch", best.epoch());
  }

  /** The training loss of the last epoch of each way to go down, from the same weights. */
  @Test
  void whatLooksFartherGoesDownFaster() throws Exception {
    Map<String, Double> losses = new HashMap<>();
    for (String name :
        List.of(
            "05-gradient-descent.yaml",
            "05-momentum.yaml",
            "05-conjugate-gradient.yaml",
            "05-lbfgs.yaml",
            "05-hessian-free.yaml")) {
      job("train", name);
      assertThat(history()).hasSizeLessThanOrEqualTo(100);
      losses.put(name, score("train", "loss"));
    }
    double descent = losses.get("05-gradient-descent.yaml");
    assertThat(losses.get("05-momentum.yaml")).isLessThan(descent / 2);
    assertThat(losses.get("05-conjugate-gradient.yaml")).isLessThan(descent / 2);
    assertThat(losses.get("05-lbfgs.yaml")).isLessThan(descent / 20);
    assertThat(losses.get("05-hessian-free.yaml")).isLessThan(descent / 10_000);
  }

  @Test
  void dropoutAndNoiseKeepTheHeldOutErrorDown() throws Exception {
    job("train", "06-noise.yaml", "data.augment=[]");
    double best = score("holdout", "loss");
    double learntByHeart = lastHeldOut();
    assertThat(learntByHeart).isGreaterThan(1.5 * best);

    job("train", "06-noise.yaml");
    assertThat(lastHeldOut()).isLessThan(0.65 * learntByHeart);

    job("train", "06-dropout.yaml");
    assertThat(lastHeldOut()).isLessThan(0.65 * learntByHeart);
    assertThat(score("holdout", "loss")).isLessThan(best);
    job("train", "06-dropout.yaml", "network[1].dropout=0", "network[3].dropout=0");
    assertThat(lastHeldOut()).isEqualTo(learntByHeart);
  }

  private double lastHeldOut() throws Exception {
    List<EpochRecord> history = history();
    assertThat(history).hasSize(60);
    return history.get(history.size() - 1).holdout().loss();
  }

  @Test
  void aMemoryKnowsWhatCameBefore() throws Exception {
    assertThat(job("summary", "07-forward.yaml")).contains("lstm_1 (LSTM)").contains("1152");
    job("train", "07-forward.yaml", "network[0].dense.units=16");
    assertThat(score("holdout", "accuracy")).isLessThan(0.7);
    job("train", "07-forward.yaml");
    assertThat(score("holdout", "accuracy")).isGreaterThan(0.97);

    String data = "conf/course/data/marks.csv";
    List<String> steps = Files.readAllLines(Project.file(data));
    // Five columns of the table and 16 numbers of the state after each step.
    assertThat(predictions(data, "--layer", "lstm_1"))
        .hasSize(steps.size() - 1)
        .allSatisfy(row -> assertThat(List.of(row.split(",", -1))).hasSize(5 + 16));
  }

  @Test
  void bothDirectionsKnowWhatComesAfterToo() throws Exception {
    job(
        "train",
        "07-both-directions.yaml",
        "network[0].lstm.units=16",
        "network[0].lstm.returnSequences=true");
    assertThat(score("holdout", "accuracy")).isLessThan(0.8);
    String summary = job("summary", "07-both-directions.yaml");
    assertThat(summary).contains("forward_lstm_1").contains("backward_lstm_1").contains("2304");
    job("train", "07-both-directions.yaml");
    assertThat(score("holdout", "accuracy")).isGreaterThan(0.97);
  }

  @Test
  void lettersAreRecalledFromNoise() throws Exception {
    job("train", "07-hopfield.yaml");
    assertThat(score("train", "loss")).isZero();
    assertThat(recalledLetters()).isGreaterThanOrEqualTo(195);
    job("train", "07-hopfield.yaml", "network[0].hopfield.storage=hebbian");
    assertThat(score("train", "loss")).isGreaterThan(0.05);
    assertThat(recalledLetters()).isLessThan(100);
  }

  /** Of the 200 noisy ones, those that come back without a fault. */
  private long recalledLetters() throws Exception {
    Map<String, List<String>> letters = new HashMap<>();
    for (String line : Files.readAllLines(Project.file("conf/course/data/letters.csv"))) {
      List<String> fields = List.of(line.split(",", -1));
      letters.put(fields.get(0), fields.subList(1, 65).stream().map(bit -> bit + ".0").toList());
    }
    return predictions("conf/course/data/noisy_letters.csv").stream()
        .map(row -> List.of(row.split(",", -1)))
        .filter(fields -> fields.subList(65, 129).equals(letters.get(fields.get(0))))
        .count();
  }

  @Test
  void aBoltzmannMachineLearnsLetters() throws Exception {
    job("train", "07-rbm.yaml");
    List<EpochRecord> history = history();
    assertThat(score("holdout", "loss")).isLessThan(0.65 * history.get(0).holdout().loss());
    EpochRecord last = history.get(history.size() - 1);
    double gap = last.holdout().get("energy") - last.training().get("energy");
    assertThat(gap).isBetween(0.0, 8.0);
    assertThat(predictions("conf/course/data/letters.csv", "--layer", "rbm_1"))
        .hasSize(8)
        .allSatisfy(row -> assertThat(List.of(row.split(",", -1))).hasSize(65 + 32));

    job("train", "07-rbm.yaml", "data.holdout=0.85", "training.epochs=120");
    EpochRecord byHeart = history().get(119);
    assertThat(byHeart.holdout().get("energy") - byHeart.training().get("energy"))
        .isGreaterThan(2 * gap)
        .isGreaterThan(10.0);
  }

  @Test
  void aNodeHearsWhoseEdgesEndInIt() throws Exception {
    job("train", "07-graph.yaml");
    assertThat(score("holdout", "accuracy")).isGreaterThanOrEqualTo(0.98);
    job("train", "07-graph.yaml", "data.graph.source=target", "data.graph.target=source");
    assertThat(score("holdout", "accuracy")).isLessThan(0.65);
    job("train", "07-graph.yaml", "network[0].graph_convolution.selfLoops=true");
    assertThat(score("holdout", "accuracy")).isBetween(0.7, 0.95);
  }

  @Test
  void bostonFromEndToEnd() throws Exception {
    job("train", "09-boston.yaml");
    double trained = score("test", "mae");
    assertThat(trained).isLessThan(3.0);

    Path json = folder.resolve("scores.json");
    String test = Project.file("conf/data/boston_test.csv").toString();
    String out = folder.resolve("out").toString();
    command("evaluate", "--model", out, "--data", test, "--json", json.toString());
    Map<?, ?> scores = (Map<?, ?>) Json.read("scores.json", Files.readAllBytes(json));
    assertThat(((Number) scores.get("mae")).doubleValue()).isEqualTo(trained);

    List<String> hidden = predictions("conf/data/boston_test.csv", "--layer", "dense_1");
    assertThat(hidden).hasSize(102);
    for (String row : hidden) {
      // 14 columns of the table and 64 activations of rectified units.
      List<String> fields = List.of(row.split(",", -1));
      assertThat(fields).hasSize(14 + 64);
      assertThat(fields.subList(14, 78)).allMatch(field -> Double.parseDouble(field) >= 0);
    }
  }

  @Test
  void theSummaryIsTheOneOfTheCourse() throws Exception {
    String summary = job("summary", "10-summary.yaml");
    assertThat(summary.lines().map(line -> line.replaceAll(" +", " ").strip()))
        .contains(
            "dense_1 (Dense) (None, 64) 896",
            "dense_2 (Dense) (None, 64) 4160",
            "dense_3 (Dense) (None, 1) 65",
            "Total params: 5,121",
            "Trainable params: 5,121",
            "Non-trainable params: 0");
  }
}
