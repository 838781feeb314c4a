package io.ganglion.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong comes with its exit code and says what to do; the model in place stays. */
final class JobErrorsTest {
  @TempDir static Path temp;
  private static JobFolder folder;
  private static Map<String, String> model;
  private static String numbers;

  @BeforeAll
  static void goodModel() {
    folder = new JobFolder(temp);
    numbers = folder.numbers("train.csv", 80, 1);
    CommandLineRun run = CommandLineRun.of("train", folder.regression(numbers));
    assertThat(run.exitCode()).as(run.err()).isZero();
    model = folder.contents("out");
  }

  /** Trains with settings over the good job; the model in place must survive. */
  private static CommandLineRun failed(int exitCode, String... settings) {
    folder.regression(numbers);
    return failedJob(exitCode, settings);
  }

  private static CommandLineRun failedJob(int exitCode, String... settings) {
    String[] arguments = new String[2 + 2 * settings.length];
    arguments[0] = "train";
    arguments[1] = folder.path("job.yaml").toString();
    for (int i = 0; i < settings.length; i++) {
      arguments[2 + 2 * i] = "--set";
      arguments[3 + 2 * i] = settings[i];
    }
    CommandLineRun run = CommandLineRun.of(arguments);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
    assertThat(run.errors()).isNotEmpty();
    assertThat(run.err()).doesNotContain("\tat ");
    assertThat(folder.contents("out")).isEqualTo(model);
    return run;
  }

  @Test
  void aMisspeltKeyNamesTheNearestValidOne() {
    CommandLineRun run = failed(ExitCode.USAGE, "training.batchsize=8");
    assertThat(run.errors())
        .containsExactly("error: training.batchsize: is not a key here; did you mean 'batchSize'?");
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
    CommandLineRun run = failedJob(ExitCode.USAGE);
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
        .anyMatch(line -> line.contains("monitor") && line.contains("auc"));
  }

  @Test
  void aMissingFileIsNamedInFull() {
    assertThat(failed(ExitCode.DATA, "data.train=nowhere/t.csv").errors())
        .singleElement()
        .asString()
        .contains("data.train")
        .contains("file:" + Path.of("nowhere/t.csv").toAbsolutePath());
    CommandLineRun job = CommandLineRun.of("train", folder.path("no.yaml").toString());
    assertThat(job.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(job.errors()).singleElement().asString().contains("no.yaml");
  }

  @Test
  void missingColumnsAndLabelsAreNamed() {
    assertThat(failed(ExitCode.DATA, "data.label=yy").errors())
        .singleElement()
        .asString()
        .contains("'yy'")
        .contains("'y'");
    assertThat(failed(ExitCode.DATA, "data.features=[x1, x9]").errors())
        .singleElement()
        .asString()
        .contains("'x9'");
  }

  @Test
  void aTextCannotBeALabelOfARegression() {
    String train = folder.clouds("kinds.csv", 40, 1, "a", "b");
    assertThat(failed(ExitCode.DATA, "data.train=" + train, "data.label=kind").errors())
        .anyMatch(line -> line.contains("'kind'") && line.contains("'a'"));
  }

  @Test
  void aClassOfTheTestDataAloneIsNamed() {
    String train = folder.clouds("two.csv", 60, 1, "a", "b");
    String test = folder.clouds("three.csv", 60, 1, "a", "b", "c");
    folder.classification(train, 2);
    assertThat(failedJob(ExitCode.DATA, "data.test=" + test).errors())
        .singleElement()
        .asString()
        .contains("'c'")
        .contains("data.test");
  }

  @Test
  void anEmptySplitIsRefused() {
    String tiny = folder.write("tiny.csv", "x1,x2,y", "1,2,3");
    assertThat(failed(ExitCode.DATA, "data.train=" + tiny).errors())
        .singleElement()
        .asString()
        .contains("holdout");
    String none = folder.write("none.csv", "x1,x2,y");
    failed(ExitCode.DATA, "data.train=" + none);
  }

  @Test
  void emptyAndInfiniteColumnsAreNamed() {
    String empty = folder.write("empty.csv", "x1,x2,y", "1,,3", "2,,4", "3,,5", "4,,6");
    assertThat(failed(ExitCode.DATA, "data.train=" + empty).errors())
        .anyMatch(line -> line.contains("'x2'"));
    String infinite =
        folder.write("inf.csv", "x1,x2,y", "1,Infinity,3", "2,1,4", "3,2,5", "4,1e300,6");
    assertThat(failed(ExitCode.DATA, "data.train=" + infinite).errors())
        .anyMatch(line -> line.contains("'x2'") && line.contains("2 values"));
  }

  @Test
  void anOutputThatDoesNotFitTheLossIsRefused() {
    assertThat(failed(ExitCode.USAGE, "network[2].dense.units=2").errors())
        .singleElement()
        .asString()
        .contains("expected 1 output")
        .contains("found 2");
    folder.classification(folder.clouds("c.csv", 60, 1, "a", "b", "c"), 2);
    assertThat(failedJob(ExitCode.USAGE).errors())
        .singleElement()
        .asString()
        .contains("expected 3 outputs")
        .contains("found 2");
    assertThat(failedJob(ExitCode.USAGE, "network[1].dense={units: 3, activation: tanh}").errors())
        .singleElement()
        .asString()
        .contains("network[1] dense")
        .contains("softmax")
        .contains("tanh");
  }

  @Test
  void aFolderThatIsNotOursIsLeftAlone() {
    folder.write("foreign/notes.txt", "mine");
    CommandLineRun run = failed(ExitCode.USAGE, "output=" + folder.path("foreign"));
    assertThat(run.errors()).singleElement().asString().contains("notes.txt");
    assertThat(folder.contents("foreign")).containsOnlyKeys("notes.txt");
  }

  @Test
  void aSecondRunIntoTheSameFolderIsToldSo() throws Exception {
    String host = java.net.InetAddress.getLocalHost().getHostName();
    String alive = "process " + ProcessHandle.current().pid() + " on " + host + " since now";
    folder.write("out.run/lock", alive);
    CommandLineRun run = failed(ExitCode.USAGE);
    assertThat(run.errors()).singleElement().asString().contains("another run");
    assertThat(folder.lines("out.run/lock")).containsExactly(alive);

    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    folder.write("out.run/lock", "process " + ended.pid() + " on " + host + " since then");
    failed(ExitCode.DATA, "data.label=yy");
    assertThat(folder.path("out.run/lock")).doesNotExist();
  }

  @Test
  void aDivergedTrainingKeepsItsLastFiniteWeights() {
    CommandLineRun run =
        failed(
            ExitCode.DIVERGED, "training.optimizer.sgd.learningRate=100000", "training.epochs=50");
    assertThat(run.errors())
        .singleElement()
        .asString()
        .contains("learningRate")
        .contains(folder.path("out.run/salvaged").toString());
    assertThat(folder.json("out.run/run.json"))
        .containsEntry("status", "failed")
        .containsEntry("exitCode", ExitCode.DIVERGED);
    CommandLineRun salvaged =
        CommandLineRun.of("summary", folder.path("out.run/salvaged").toString());
    assertThat(salvaged.exitCode()).as(salvaged.err()).isZero();
  }

  @Test
  void aCorruptOrForeignModelIsRefused() {
    folder.write("nomodel/readme.txt", "no model");
    folder.write("broken/model.json", "{\"format\": \"ganglion-model\"");
    for (String name : new String[] {"nomodel", "broken", "absent"}) {
      String dir = folder.path(name).toString();
      CommandLineRun run = CommandLineRun.of("evaluate", "--model", dir, "--data", numbers);
      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DATA);
      assertThat(run.errors()).isNotEmpty();
      assertThat(run.err()).contains(name).doesNotContain("\tat ");
      assertThat(CommandLineRun.of("summary", dir).exitCode()).isEqualTo(ExitCode.DATA);
    }
  }

  @Test
  void aRunThatFailsSaysSoInItsFolder() {
    failed(ExitCode.DATA, "data.label=yy");
    assertThat(folder.json("out.run/run.json"))
        .containsEntry("status", "failed")
        .containsEntry("exitCode", ExitCode.DATA)
        .extractingByKey("message")
        .asString()
        .contains("'yy'");
  }
}
