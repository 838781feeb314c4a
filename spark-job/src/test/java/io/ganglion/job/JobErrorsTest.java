package io.ganglion.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A wrong job file, or one that doesn't fit its data: every problem with what to do about it. */
final class JobErrorsTest {
  @TempDir static Path temp;
  private static GoodModel model;
  private static JobFolder folder;

  @BeforeAll
  static void train() {
    model = new GoodModel(temp);
    folder = model.folder;
  }

  @Test
  void aMisspeltKeyNamesTheNearestValidOne() {
    CommandLineRun run = model.fails(ExitCode.USAGE, "training.batchsize=8");
    assertThat(run.error())
        .isEqualTo("error: training.batchsize: is not a key here; did you mean 'batchSize'?");
  }

  @Test
  void anUnknownKeyIsNamed() {
    assertThat(model.fails(ExitCode.USAGE, "data.zzz=8").error())
        .isEqualTo(
            "error: data.zzz: is not a key here; expected one of train, nodes, edges, graphs,"
                + " graph, nodeFeatures, edgeFeatures, links, test, holdout, split, label, classes, features, exclude,"
                + " categorical, weight, missing, sequence, augment");
  }

  @Test
  void allProblemsComeAtOnce() {
    folder.write(
        "job.yaml",
        "name: sample",
        "data: {trian: a.csv, label: y}",
        "network: [{dense: {units: 0, activation: rleu}}, {dropout: 1.5}, {dense: {units: -1}}]",
        "training: {loss: msee, optimizer: {adam: {learningRate: -1}}, epochs: ten,",
        "  earlyStopping: {monitor: auc}}",
        "output: '" + folder.path("out") + "'");
    CommandLineRun run = model.jobFails(ExitCode.USAGE);
    assertThat(run.errors())
        .anyMatch(line -> line.contains("data.train: is missing"))
        .anyMatch(line -> line.contains("data.trian") && line.contains("did you mean 'train'"))
        .anyMatch(line -> line.contains("network[0].dense.units") && line.contains("0"))
        .anyMatch(line -> line.contains("rleu") && line.contains("relu"))
        .anyMatch(line -> line.contains("network[1].dropout"))
        .anyMatch(line -> line.contains("network[2].dense.units") && line.contains("-1"))
        .anyMatch(line -> line.contains("training.loss") && line.contains("did you mean 'mse'"))
        .anyMatch(line -> line.contains("learningRate"))
        .anyMatch(line -> line.contains("training.epochs") && line.contains("ten"))
        .anyMatch(line -> line.contains("training.earlyStopping") && line.contains("holdout"))
        .anyMatch(line -> line.contains("monitor") && line.contains("auc"))
        .hasSize(11);
  }

  @Test
  void aPlateauNeedsRowsToBeSeenOn() {
    CommandLineRun run =
        model.fails(ExitCode.USAGE, "data.holdout=0", "training.schedule=reduce_on_plateau");
    assertThat(run.errors())
        .contains(
            "error: training.schedule.reduce_on_plateau: needs held-out rows: set data.holdout, to"
                + " 0.2 for example");
  }

  @Test
  void anAugmentationThatDoesNotFitTheColumnsIsRefused() {
    String image = "data.augment=[{image: {height: 28, width: 28, shift: 2}}]";
    assertThat(model.fails(ExitCode.USAGE, image).error())
        .isEqualTo(
            "error: data.augment: image: expected 784 numeric columns (height 28 × width 28 ×"
                + " channels 1), found 2: set height and width to those of the images, or name their"
                + " columns in data.features");
    assertThat(model.fails(ExitCode.USAGE, "data.augment=[{masking: {rate: 2}}]").error())
        .isEqualTo(
            "error: data.augment[0].masking.rate: expected a number above 0 and below 1, found"
                + " 2.0");
  }

  @Test
  void aMetricThatDoesNotFitTheLossIsRefused() {
    assertThat(model.fails(ExitCode.USAGE, "training.metrics=[mae, accuracy]").error())
        .isEqualTo(
            "error: training.metrics[1]: accuracy is for yes-or-no answers or classes, but the loss"
                + " mse is for numbers: take mae, mse, rmse, r2, or another loss");
    assertThat(
            model
                .fails(
                    ExitCode.USAGE,
                    "training.loss=categorical_crossentropy",
                    "training.metrics=[r2, top_k_accuracy]")
                .error())
        .isEqualTo(
            "error: training.metrics[0]: r2 is for numbers, but the loss categorical_crossentropy"
                + " is for classes: take accuracy, top_k_accuracy, precision, recall, f1, auc,"
                + " log_loss, confusion_matrix, or another loss");
  }

  @Test
  void aTableCannotBeWatched() {
    assertThat(
            model
                .fails(
                    ExitCode.USAGE,
                    "training.loss=binary_crossentropy",
                    "training.metrics=[auc, confusion_matrix]",
                    "training.earlyStopping.monitor=confusion_matrix")
                .error())
        .isEqualTo(
            "error: training.earlyStopping.monitor: 'confusion_matrix' is a table, which can't rise"
                + " or fall: take one of loss, auc");
  }

  @Test
  void whatAJobFileLacksIsListed() {
    String job = folder.write("bare.yaml", "output: '" + folder.path("elsewhere") + "'");
    CommandLineRun run = CommandLineRun.of("train", job);
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.errors())
        .containsExactly(
            "error: name: is missing",
            "error: data.train: is missing: name the table to learn from, or data.nodes and"
                + " data.edges",
            "error: data.label: is missing",
            "error: network: is missing: list the layers, for example '- dense: {units: 1}'",
            "error: training.loss: is missing: expected one of mse, mae, huber, poisson,"
                + " binary_crossentropy, reconstruction_crossentropy, categorical_crossentropy");
  }

  @Test
  void aFileThatIsNoJobIsNamed() {
    String absent = folder.path("absent.yaml").toString();
    String list = folder.write("list.yaml", "- 1");
    String torn = folder.write("torn.yaml", "name: [1", "data: 2");
    for (String file : new String[] {absent, list, torn}) {
      CommandLineRun run = CommandLineRun.of("train", file);
      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.USAGE);
      assertThat(run.error()).contains(file);
    }
    CommandLineRun nothing = CommandLineRun.of("train", "");
    assertThat(nothing.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(nothing.error()).contains("job file ''");
  }

  @Test
  void aMissingTableIsNamedInFull() {
    assertThat(model.fails(ExitCode.DATA, "data.train=nowhere/t.csv").error())
        .contains("data.train")
        .contains("file:" + Path.of("nowhere/t.csv").toAbsolutePath());
    assertThat(model.fails(ExitCode.DATA, "data.test=nowhere.csv").error())
        .contains("data.test")
        .contains("file:" + Path.of("nowhere.csv").toAbsolutePath());
  }

  @Test
  void missingColumnsAndLabelsAreNamed() {
    assertThat(model.fails(ExitCode.DATA, "data.label=yy").error()).contains("'yy'", "'y'");
    assertThat(model.fails(ExitCode.DATA, "data.features=[x1, x9]").error()).contains("'x9'");
  }

  @Test
  void poissonTakesCountsAsTheyAre() {
    assertThat(
            model
                .fails(ExitCode.USAGE, "training.loss=poisson", "training.targets=standardized")
                .error())
        .isEqualTo(
            "error: training.targets: expected raw, since poisson takes targets of at least 0 as"
                + " they are, found standardized: leave it out");
    String table = folder.write("debts.csv", "x1,x2,y", "1,2,3", "2,1,-4", "3,5,0", "4,1,2");
    assertThat(model.fails(ExitCode.DATA, "training.loss=poisson", "data.train=" + table).error())
        .contains("label: expected numbers of at least 0.0 for the loss poisson, found 1 below")
        .contains("(-4.0 is the least)");
  }

  @Test
  void aTextCannotBeALabelOfARegression() {
    String train = folder.clouds("kinds.csv", 40, 1, "a", "b");
    assertThat(model.fails(ExitCode.DATA, "data.train=" + train, "data.label=kind").error())
        .contains("label 'kind' holds text (for example 'a'), expected numbers");
  }

  @Test
  void aClassOfTheTestDataAloneIsNamed() {
    String train = folder.clouds("two.csv", 60, 1, "a", "b");
    String test = folder.clouds("three.csv", 60, 1, "a", "b", "c");
    folder.classification(train, 2);
    assertThat(model.jobFails(ExitCode.DATA, "data.test=" + test).error())
        .contains("data.test: label 'kind' has classes that the training data does not have: 'c'");
  }

  @Test
  void anEmptySplitIsRefused() {
    String tiny = folder.write("tiny.csv", "x1,x2,y", "1,2,3");
    assertThat(model.fails(ExitCode.DATA, "data.train=" + tiny).error())
        .contains("a holdout of 0.25 leaves 0 training and 1 held-out rows of 1");
    String none = folder.write("none.csv", "x1,x2,y");
    assertThat(model.fails(ExitCode.DATA, "data.train=" + none).error())
        .contains("data.train: expected rows, found none in file:" + none);
    String noTest = folder.write("notest.csv", "x1,x2,y");
    assertThat(model.fails(ExitCode.DATA, "data.test=" + noTest).error())
        .contains("data.test: expected rows, found none in file:" + noTest);
  }

  @Test
  void emptyAndInfiniteColumnsAreNamed() {
    String empty = folder.write("empty.csv", "x1,x2,y", "1,,3", "2,,4", "3,,5", "4,,6");
    assertThat(model.fails(ExitCode.DATA, "data.train=" + empty).error())
        .contains("column 'x2' has no value in any of the 3 training rows");
    String infinite =
        folder.write("inf.csv", "x1,x2,y", "1,Infinity,3", "2,1,4", "3,2,5", "4,1e300,6");
    assertThat(model.fails(ExitCode.DATA, "data.train=" + infinite).error())
        .contains("column 'x2' holds 2 values beyond the range of a float");
  }

  @Test
  void aLineThatDoesNotFitItsHeaderIsShown() {
    String torn = folder.write("torn.csv", "x1,x2,y", "1,2,3", "4,5", "6,7,8");
    assertThat(model.fails(ExitCode.DATA, "data.train=" + torn).error())
        .contains("torn.csv holds a line that does not fit its header: 4,5");
  }

  @Test
  void aNumberNeedsOneOutput() {
    assertThat(model.fails(ExitCode.USAGE, "network[2].dense.units=2").error())
        .isEqualTo(
            "error: network: expected 1 output from the last layer (one for 'y'), found 2: set its"
                + " units to 1");
  }

  @Test
  void classesNeedAnOutputEach() {
    folder.classification(folder.clouds("c.csv", 60, 1, "a", "b", "c"), 2);
    assertThat(model.jobFails(ExitCode.USAGE).error())
        .isEqualTo(
            "error: network: expected 3 outputs from the last layer (one a class of 'kind'), found"
                + " 2: set its units to 3");
  }

  @Test
  void theLastActivationMustFitTheLoss() {
    folder.classification(folder.clouds("d.csv", 60, 1, "a", "b", "c"), 3);
    String setting = "network[1].dense={units: 3, activation: tanh}";
    assertThat(model.jobFails(ExitCode.USAGE, setting).error())
        .contains("network[1] dense")
        .contains("softmax")
        .contains("found tanh");
  }
}
