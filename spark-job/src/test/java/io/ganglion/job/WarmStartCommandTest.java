package io.ganglion.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training that starts from a model. */
final class WarmStartCommandTest {
  /** Steps too small to move a float. */
  private static final String STILL = "training.optimizer.sgd.learningRate=1e-30";

  @TempDir static Path temp;
  private static JobFolder folder;
  private static String numbers;
  private static String before;

  @BeforeAll
  static void train() {
    folder = new JobFolder(temp);
    numbers = folder.numbers("train.csv", 80, 1);
    CommandLineRun.of("train", folder.regression(numbers), "--set", "output=" + path("before"))
        .succeeded();
    before = path("before");
  }

  @BeforeEach
  void job() {
    folder.regression(numbers);
  }

  private static String path(String name) {
    return folder.path(name).toString();
  }

  @Test
  void weightsAndColumnsAreThoseOfTheModel() {
    // Other rows, of another mean and scale.
    folder.regression(folder.numbers("later.csv", 60, 7));
    CommandLineRun run =
        folder.train("training.from=" + before, "training.epochs=1", STILL).succeeded();
    assertThat(run.out()).contains("from     " + before + ", of epoch ");

    Map<String, Object> ours = folder.json("before/model/model.json");
    Map<String, Object> theirs = folder.json("out/model/model.json");
    assertThat(theirs.get("weights")).isEqualTo(ours.get("weights")).isNotNull();
    assertThat(theirs.get("schema")).isEqualTo(ours.get("schema")).isNotNull();
  }

  @Test
  void trainingGoesOnFromThere() {
    folder.train("training.from=" + before, "training.epochs=1").succeeded();
    double warm = holdout();
    folder.train("training.epochs=1").succeeded();
    assertThat(warm).isLessThan(holdout() / 2);
  }

  @SuppressWarnings("unchecked")
  private static double holdout() {
    Map<String, Object> scores =
        (Map<String, Object>) folder.json("out/metrics.json").get("holdout");
    return (double) scores.get("loss");
  }

  @Test
  void newCategoriesAreLearnedWhereTheyAreWanted() {
    String towns = folder.write("towns.csv", rows("a,b,c"));
    String more = folder.write("more.csv", rows("b,c,d"));
    towns(towns);
    folder.train("output=" + path("towns")).succeeded();

    towns(more);
    folder.train("training.from=" + path("towns")).succeeded();
    assertThat(vocabulary()).isEqualTo("[a, b, c]");
    folder
        .train("training.from.model=" + path("towns"), "training.from.newCategories=learn")
        .succeeded();
    assertThat(vocabulary()).isEqualTo("[a, b, c, d]");
  }

  private static void towns(String table) {
    folder.job(
        "{train: '" + table + "', label: y}",
        "[{dense: {units: 1}}]",
        "{loss: mse, epochs: 2, batchSize: 8}");
  }

  private static String[] rows(String values) {
    String[] names = values.split(",", -1);
    List<String> lines = new ArrayList<>(List.of("town,y"));
    for (int r = 0; r < 30; r++) {
      lines.add(names[r % names.length] + "," + r % names.length);
    }
    return lines.toArray(String[]::new);
  }

  @SuppressWarnings("unchecked")
  private static String vocabulary() {
    Map<String, Object> schema =
        (Map<String, Object>) folder.json("out/model/model.json").get("schema");
    List<Map<String, Object>> features = (List<Map<String, Object>>) schema.get("features");
    return ((Map<String, Object>) features.get(0).get("categorical")).get("values").toString();
  }

  @Test
  void aModelThatDoesNotFitIsRefusedBeforeTraining() {
    CommandLineRun layers = folder.train("training.from=" + before, "network[1].dense.units=9");
    assertThat(layers.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(layers.error()).contains("dense_1/weight: expected [8, 2]", "found [9, 2]");

    CommandLineRun columns = folder.train("training.from=" + before, "data.exclude=[x2]");
    assertThat(columns.exitCode()).isEqualTo(ExitCode.DATA);
    assertThat(columns.error()).contains("the model has x2, which the data lacks");

    CommandLineRun nothing = folder.train("training.from=" + path("nowhere"));
    assertThat(nothing.exitCode()).isEqualTo(ExitCode.DATA);
    assertThat(nothing.error()).contains(path("nowhere"));
  }

  @Test
  void theFirstNightMayHaveNoModelYet() {
    CommandLineRun run =
        folder
            .train(
                "training.from.model=" + path("nowhere"),
                "training.from.absent=fresh",
                "training.epochs=1")
            .succeeded();
    assertThat(run.out()).contains("no model at " + path("nowhere") + " yet");
  }
}
