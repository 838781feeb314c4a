package io.ganglion.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.tensor.Seeds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sequences through the command line: training, evaluation and prediction. */
final class SequenceCommandTest {
  private static final String CLASSES =
      "{loss: categorical_crossentropy, metrics: [accuracy], optimizer: {adam: {learningRate: 0.05}},"
          + " batchSize: 8, epochs: 6, shards: 2, seed: 1}";

  private final JobFolder folder;

  SequenceCommandTest(@TempDir Path temp) {
    folder = new JobFolder(temp);
  }

  private CommandLineRun predict(String data, String output, String... more) {
    return CommandLineRun.of(
        Stream.concat(
                Stream.of(
                    "predict",
                    "--model",
                    folder.path("out/model").toString(),
                    "--data",
                    data,
                    "--output",
                    folder.path(output).toString()),
                Arrays.stream(more))
            .toArray(String[]::new));
  }

  private Map<String, Object> evaluated(String data) {
    String json = folder.path("scores.json").toString();
    String model = folder.path("out").toString();
    CommandLineRun.of("evaluate", "--model", model, "--data", data, "--json", json).succeeded();
    return folder.json("scores.json");
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> tested() {
    return (Map<String, Object>) folder.json("out/metrics.json").get("test");
  }

  private static List<String> fields(String line) {
    return List.of(line.split(",", -1));
  }

  /** Sequences of which each rises or falls, a row a step, the steps in no order. */
  private String rising(String name, int sequences, long seed) {
    List<String> lines = new ArrayList<>();
    for (int s = 0; s < sequences; s++) {
      int slope = s % 2 == 0 ? 1 : -1;
      for (int t = 0; t < 3 + s % 4; t++) {
        double x = slope * t + 0.1 * Seeds.normal(seed, 10L * s + t);
        String kind = slope > 0 ? "up" : "down";
        lines.add(String.format(Locale.ROOT, "%d,s%d,%.4f,%s", t, s, x, kind));
      }
    }
    for (int i = lines.size() - 1; i > 0; i--) {
      Collections.swap(lines, i, (int) (Seeds.uniform(seed, 7000 + i) * (i + 1)));
    }
    lines.add(0, "t,id,x,kind");
    return folder.write(name, lines.toArray(String[]::new));
  }

  @Test
  void aRowASequenceOrARowAStepOfTheLongTable() {
    String train = rising("train.csv", 60, 1);
    String test = rising("test.csv", 20, 2);
    String job =
        folder.job(
            "{train: '"
                + train
                + "', test: {path: '"
                + test
                + "'}, holdout: 0.2, label: kind,"
                + " sequence: {id: id, order: t}}",
            "[{gru: {units: 4}}, {dense: {units: 2, activation: softmax}}]",
            CLASSES);
    CommandLineRun run = CommandLineRun.of("train", job).succeeded();
    assertThat(run.out()).contains("60 sequences, 1 features").contains("20 sequences");
    assertThat(tested()).containsEntry("rows", 20);
    assertThat(evaluated(test)).isEqualTo(tested());

    assertThat(predict(test, "p.csv").succeeded().out()).contains("predicted 20 sequences");
    List<String> lines = folder.csv("p.csv");
    assertThat(lines.get(0))
        .isEqualTo("id,kind,prediction,probability,probability_down,probability_up");
    assertThat(lines).hasSize(21);
    long right =
        lines.stream().skip(1).filter(l -> fields(l).get(1).equals(fields(l).get(2))).count();
    assertThat((double) right / 20).isEqualTo(tested().get("accuracy"));

    // The last state of the recurrent layer is one a sequence.
    predict(test, "h.csv", "--layer", "gru_1", "--keep", "id,kind").succeeded();
    assertThat(folder.csv("h.csv").get(0)).isEqualTo("id,kind,gru_1_0,gru_1_1,gru_1_2,gru_1_3");
    assertThat(folder.csv("h.csv")).hasSize(21);

    String bad = folder.write("bad.csv", "t,id,x", "1,a,1", "2,a,oops", "1,b,2");
    assertThat(predict(bad, "e.csv").error())
        .contains(
            "--data: column 'x': expected a number, found 'oops' in step 2 of the sequence a");
    CommandLineRun skip = predict(bad, "s.csv", "--invalid", "skip").succeeded();
    assertThat(skip.out()).contains("predicted 1 sequences, skipped 1");
    assertThat(folder.csv("s.csv")).hasSize(2);
    assertThat(folder.csv("s.csv").get(1)).startsWith("b,");
  }

  @Test
  void aLabelForEachStep() {
    List<String> lines = new ArrayList<>(List.of("x,id,note,t,high"));
    for (int s = 0; s < 40; s++) {
      for (int t = 12; t > 9 - s % 4; t--) {
        double x = Seeds.normal(3, 20L * s + t);
        lines.add(String.format(Locale.ROOT, "%.4f,%d,n%d,%d,%d", x, s, t, t, x > 0 ? 1 : 0));
      }
    }
    String train = folder.write("train.csv", lines.toArray(String[]::new));
    String job =
        folder.job(
            "{train: '"
                + train
                + "', holdout: 0.2, label: high, exclude: [note],"
                + " sequence: {id: id, order: t}}",
            "[{simple_rnn: {units: 4, returnSequences: true}}, {dense: {units: 1}}]",
            "{loss: binary_crossentropy, metrics: [accuracy], optimizer: {adam: {learningRate:"
                + " 0.05}}, batchSize: 8, epochs: 8, shards: 2, seed: 1}");
    CommandLineRun.of("train", job).succeeded();

    CommandLineRun run = predict(train, "p.csv").succeeded();
    assertThat(run.out()).contains("predicted 40 sequences");
    List<String> predicted = folder.csv("p.csv");
    assertThat(predicted.get(0)).startsWith("x,id,note,t,high,prediction,probability");
    assertThat(predicted).hasSameSizeAs(lines);
    List<String> own = new ArrayList<>();
    String id = "";
    int last = 0;
    int right = 0;
    for (String line : predicted.subList(1, predicted.size())) {
      List<String> fields = fields(line);
      own.add(String.join(",", fields.subList(0, 5)));
      int t = Integer.parseInt(fields.get(3));
      assertThat(!fields.get(1).equals(id) || t == last + 1).isTrue();
      id = fields.get(1);
      last = t;
      right += fields.get(4).equals(fields.get(5)) ? 1 : 0;
    }
    assertThat(own).containsExactlyInAnyOrderElementsOf(lines.subList(1, lines.size()));
    assertThat(right).isGreaterThan(own.size() * 8 / 10);

    predict(train, "h.csv", "--layer", "simple_rnn_1", "--keep", "t,id").succeeded();
    assertThat(folder.csv("h.csv").get(0))
        .isEqualTo("t,id,simple_rnn_1_0,simple_rnn_1_1," + "simple_rnn_1_2,simple_rnn_1_3");
    assertThat(folder.csv("h.csv")).hasSameSizeAs(lines);
  }

  @Test
  void aHiddenLayerOfTheWideTableNumbersItsSteps() {
    List<String> lines = new ArrayList<>(List.of("t0,kind,t1,t2"));
    for (int s = 0; s < 40; s++) {
      double x = Seeds.normal(4, s);
      String end = s % 3 == 0 ? "NA" : String.format(Locale.ROOT, "%.3f", -x);
      lines.add(String.format(Locale.ROOT, "%.3f,%s,%.3f,%s", x, x > 0 ? "a" : "b", 2 * x, end));
    }
    String train = folder.write("train.csv", lines.toArray(String[]::new));
    String job =
        folder.job(
            "{train: '"
                + train
                + "', test: 0.2, label: kind, missing: [NA],"
                + " sequence: {columns: 't*'}}",
            "[{lstm: {units: 2, returnSequences: true}}, last_step, {dense: {units: 2, activation:"
                + " softmax}}]",
            CLASSES);
    CommandLineRun.of("train", job).succeeded();
    predict(train, "p.csv").succeeded();
    assertThat(folder.csv("p.csv")).hasSameSizeAs(lines);
    assertThat(folder.csv("p.csv").get(1)).startsWith(lines.get(1) + ",");

    String some = folder.write("some.csv", "kind,t0,t1,t2", "a,1,2,3", "b,4,5,NA", "a,6,,");
    predict(some, "h.csv", "--layer", "lstm_1").succeeded();
    List<String> hidden = folder.csv("h.csv");
    assertThat(hidden.get(0)).isEqualTo("kind,t0,t1,t2,step,lstm_1_0,lstm_1_1");
    assertThat(hidden.stream().skip(1).map(line -> line.replaceAll("(,[^,]*){2}$", "")))
        .containsExactly(
            "a,1,2,3,0", "a,1,2,3,1", "a,1,2,3,2", "b,4,5,NA,0", "b,4,5,NA,1", "a,6,,,0");
  }

  @Test
  void forecastsAreInTheUnitsOfTheData() {
    // Two series that grow by a tenth a month: their logarithms' differences are constant.
    List<String> lines = new ArrayList<>(List.of("town,month,visits"));
    for (int t = 0; t < 24; t++) {
      String month = (2019 + t / 12) + "-" + String.format(Locale.ROOT, "%02d", 1 + t % 12);
      lines.add(String.format(Locale.ROOT, "b,%s,%.8f", month, 50 * Math.pow(1.1, t)));
      lines.add(String.format(Locale.ROOT, "a,%s,%.8f", month, 2 * Math.pow(1.1, t)));
    }
    String train = folder.write("train.csv", lines.toArray(String[]::new));
    String network = "[normalization, last_step, {dense: {units: 1}}]";
    String training = "{loss: mse, metrics: [mae], batchSize: 8, epochs: 1, shards: 1, seed: 1}";
    String data =
        "{train: '"
            + train
            + "', test: 0.2, label: visits, sequence: {order: month, by: town,"
            + " window: 3, horizon: 2, transform: [log, {difference: 2}]}}";
    CommandLineRun run = CommandLineRun.of("train", folder.job(data, network, training));
    run.succeeded();
    assertThat(run.out()).contains("series   2 series, 48 steps of 1 month, 2019-01 to 2020-12");
    assertThat((double) tested().get("mae")).isCloseTo(0.0, within(1e-3));
    assertThat(tested()).containsEntry("rows", 10);

    assertThat(predict(train, "p.csv").succeeded().out()).contains("predicted 40 windows");
    List<String> predicted = folder.csv("p.csv");
    assertThat(predicted.get(0)).isEqualTo("town,month,forecast_for,visits,prediction");
    int ahead = 0;
    for (String line : predicted.subList(1, predicted.size())) {
      List<String> fields = fields(line);
      int t =
          12 * (Integer.parseInt(fields.get(2).substring(0, 4)) - 2019)
              + Integer.parseInt(fields.get(2).substring(5))
              - 1;
      double visits = (fields.get(0).equals("a") ? 2 : 50) * Math.pow(1.1, t);
      assertThat(Double.parseDouble(fields.get(4))).isCloseTo(visits, within(1e-4 * visits));
      if (fields.get(3).isEmpty()) {
        ahead++;
        assertThat(fields.get(2)).isIn("2021-01", "2021-02");
      } else {
        assertThat(Double.parseDouble(fields.get(3))).isCloseTo(visits, within(1e-4));
      }
    }
    assertThat(ahead).isEqualTo(4);
  }

  @Test
  void aTestOfWindowsEqualsTheirEvaluation() {
    List<String> lines = new ArrayList<>(List.of("t,y"));
    for (int t = 0; t < 80; t++) {
      lines.add(t + "," + String.format(Locale.ROOT, "%.4f", Math.sin(t / 3.0)));
    }
    String train = folder.write("train.csv", lines.subList(0, 61).toArray(String[]::new));
    List<String> late = new ArrayList<>(List.of("t,y"));
    late.addAll(lines.subList(61, 81));
    String test = folder.write("test.csv", late.toArray(String[]::new));
    String data =
        "{train: '"
            + train
            + "', test: {path: '"
            + test
            + "'}, holdout: 0.2, label: y, sequence:"
            + " {order: t, window: 4, horizon: [1, 2]}}";
    String network = "[{simple_rnn: {units: 4}}, {dense: {units: 2}}]";
    String training = "{loss: mse, metrics: [mae], batchSize: 8, epochs: 3, shards: 2, seed: 1}";
    CommandLineRun.of("train", folder.job(data, network, training)).succeeded();
    assertThat(tested()).containsEntry("rows", 15);
    assertThat(evaluated(test)).isEqualTo(tested());
    predict(test, "p.csv").succeeded();
    assertThat(folder.csv("p.csv").get(0)).isEqualTo("t,y+1,y+2,prediction_y+1,prediction_y+2");
    assertThat(folder.csv("p.csv")).hasSize(18);
  }

  @Test
  void whatIsWrongIsSaidBeforeAnyRowIsRead() {
    String data = folder.write("train.csv", "t,y", "1,2");
    String network = "[{simple_rnn: {units: 4}}, {dense: {units: 1}}]";
    String job =
        folder.job(
            "{train: '"
                + data
                + "', label: y, sequence: {order: t, window: 3, horizon: 4, strid: 2,"
                + " transform: [{difference: 3}, log]}}",
            network,
            "{loss: mse, epochs: 1}");
    CommandLineRun run = CommandLineRun.of("train", job);
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.errors())
        .containsExactly(
            "error: data.sequence.transform[1]: expected log before any difference, and once",
            "error: data.sequence.transform: a difference of 3 steps can't be undone 4 steps ahead:"
                + " take a lag of at least the horizon, or a nearer horizon",
            "error: data.sequence.strid: is not a key here; did you mean 'stride'?");
  }
}
