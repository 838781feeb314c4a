package io.ganglion.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only a model that comes up to its gate is published. */
final class GateTest {
  private static final String FEWER_UNITS = "network[1].dense.units=1";
  private static final String ONE_EPOCH = "training.epochs=1";
  private static final String PREVIOUS = "gate.orNotWorseThan=previous";

  @TempDir static Path temp;
  private static GoodModel model;
  private static JobFolder folder;

  @BeforeAll
  static void train() {
    model = new GoodModel(temp);
    folder = model.folder;
  }

  @BeforeEach
  void job() {
    folder.regression(model.numbers);
  }

  private static CommandLineRun elsewhere(String... settings) {
    return into("other", settings);
  }

  private static CommandLineRun into(String output, String... settings) {
    Stream<String> all =
        Stream.concat(Stream.of("output=" + folder.path(output)), Stream.of(settings));
    return folder.train(all.toArray(String[]::new));
  }

  @Test
  void aModelBeyondTheBoundIsNotPublished() {
    CommandLineRun run =
        model.jobFails(ExitCode.REFUSED, "gate.metric=mae", "gate.atMost=0.001", ONE_EPOCH);
    assertThat(run.error())
        .contains("gate: the new model has mae ")
        .contains("on the held-out rows, expected at most 0.001")
        .endsWith(
            "nothing is published; its weights are in file:" + folder.path("out.run/refused"));

    String refused = folder.path("out.run/refused").toString();
    CommandLineRun.of("evaluate", "--model", refused, "--data", model.numbers).succeeded();
  }

  @Test
  void aModelWorseThanThePublishedOneIsNotPublished() {
    // Nothing is learned at this rate.
    CommandLineRun run =
        model.jobFails(
            ExitCode.REFUSED, PREVIOUS, ONE_EPOCH, "training.optimizer.sgd.learningRate=1e-9");
    assertThat(run.error()).contains("expected no worse than before, before ");
  }

  @Test
  @SuppressWarnings("unchecked")
  void metricsCompareBoth() {
    elsewhere(ONE_EPOCH).succeeded();
    Map<String, Object> first =
        (Map<String, Object>) folder.json("other/metrics.json").get("holdout");

    CommandLineRun run = elsewhere("gate.metric=mae", PREVIOUS, "training.epochs=10").succeeded();
    assertThat(run.out()).containsPattern("gate {5}mae .* on the held-out rows, .*: passed");
    Map<String, Object> gate = (Map<String, Object>) folder.json("other/metrics.json").get("gate");
    Map<String, Object> now =
        (Map<String, Object>) folder.json("other/metrics.json").get("holdout");
    assertThat(gate).containsEntry("metric", "mae").containsEntry("split", "holdout");
    assertThat(gate.get("value")).isEqualTo(now.get("mae"));
    // The statistics of the columns are the same, so that the rows are too.
    assertThat(gate.get("previous")).isEqualTo(first);
    assertThat((double) now.get("mae")).isLessThan((double) first.get("mae"));
  }

  @Test
  void thePublishedModelIsJudgedByItsOwnColumns() {
    // The rows of its training have other means than those that it is judged by now.
    String line = "network=[normalization, {dense: {units: 1}}]";
    String rate = "training.optimizer.adam.learningRate=0.1";
    String half = "data.train={path: '" + model.numbers + "', where: 'x1 > 0'}";
    elsewhere(half, line, rate, "training.epochs=30").succeeded();
    CommandLineRun run = elsewhere(ONE_EPOCH, FEWER_UNITS, "gate.metric=mae", PREVIOUS);
    assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
    double before = Double.parseDouble(run.error().replaceAll("(?s).*, before ([0-9.]+):.*", "$1"));
    // Of noise with a mean of 0.8. Under the scales of all rows it would be some 10.
    assertThat(before).isLessThan(2.0);
  }

  @Test
  void withoutAnythingPublishedABoundDecidesAlone() {
    assertThat(into("a", PREVIOUS, ONE_EPOCH).succeeded().out())
        .contains("expected no worse than before: passed");
    assertThat(into("b", PREVIOUS, "gate.atMost=1e-6", ONE_EPOCH).exitCode())
        .isEqualTo(ExitCode.REFUSED);
  }

  @Test
  void aModelOfOtherColumnsCannotBeCompared() {
    CommandLineRun run = model.jobFails(ExitCode.REFUSED, PREVIOUS, "data.exclude=[x2]", ONE_EPOCH);
    assertThat(run.error()).contains("can't be judged by these rows", "leave out orNotWorseThan");
  }

  @Test
  void aPublishedModelThatCannotBeReadIsFoundBeforeTraining() throws IOException {
    into("torn", ONE_EPOCH).succeeded();
    Path file = folder.path("torn/model/model.json");
    Files.writeString(file, "{");
    CommandLineRun run = into("torn", PREVIOUS, ONE_EPOCH);
    assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.error()).contains("model.json", "leave out orNotWorseThan");
    assertThat(run.out()).doesNotContain("epoch ");
    assertThat(into("torn", PREVIOUS, "gate.atMost=1e9", ONE_EPOCH).succeeded().out())
        .contains("warning: gate: the model in");
  }

  @Test
  void aGateThatCannotJudgeIsRefusedAtOnce() {
    assertThat(model.jobIsTurnedAway(ExitCode.USAGE, "gate.metric=mea", "gate.atMost=1").error())
        .contains("gate.metric: expected one of loss, mae, found 'mea'");
    assertThat(model.jobIsTurnedAway(ExitCode.USAGE, "gate.metric=mae").error())
        .contains("gate: expected atMost, atLeast or 'orNotWorseThan: previous'");
    assertThat(model.jobIsTurnedAway(ExitCode.USAGE, "gate.atMost=1", "data.holdout=null").error())
        .contains("gate: needs rows to judge by");
  }
}
