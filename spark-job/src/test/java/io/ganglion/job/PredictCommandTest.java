package io.ganglion.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PredictCommandTest {
  @TempDir static Path temp;
  private static JobFolder folder;
  private static String data;

  @BeforeAll
  static void train() {
    folder = new JobFolder(temp);
    data = folder.clouds("t.csv", 120, 1, "a", "b", "c");
    CommandLineRun run = CommandLineRun.of("train", folder.classification(data, 3));
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  private static CommandLineRun predict(String data, String output, String... more) {
    String[] fixed = {
      "predict",
      "--model",
      folder.path("out/model").toString(),
      "--data",
      data,
      "--output",
      folder.path(output).toString()
    };
    String[] all = java.util.Arrays.copyOf(fixed, fixed.length + more.length);
    System.arraycopy(more, 0, all, fixed.length, more.length);
    return CommandLineRun.of(all);
  }

  @Test
  void rowsKeepTheirOrderAndTheirFieldsAsWritten() {
    CommandLineRun run = predict(data, "p.csv");
    assertThat(run.exitCode()).as(run.err()).isZero();
    List<String> given = folder.lines("t.csv");
    List<String> predicted = folder.csv("p.csv");
    assertThat(predicted).hasSameSizeAs(given);
    assertThat(predicted.get(0)).isEqualTo("x1,x2,kind,prediction,probability");
    int right = 0;
    for (int i = 1; i < given.size(); i++) {
      assertThat(predicted.get(i)).startsWith(given.get(i) + ",");
      List<String> fields = List.of(predicted.get(i).split(",", -1));
      assertThat(Double.parseDouble(fields.get(4))).isBetween(1.0 / 3, 1.0);
      right += fields.get(2).equals(fields.get(3)) ? 1 : 0;
    }
    assertThat(right).isGreaterThan(90);
  }

  @Test
  void aHiddenLayerGivesItsActivations() {
    CommandLineRun run = predict(data, "h.parquet", "--layer", "dense_1");
    assertThat(run.exitCode()).as(run.err()).isZero();
    // Read back as a table of its own: 3 columns and 8 activations.
    CommandLineRun csv = predict(data, "h.csv", "--layer", "dense_1");
    assertThat(csv.exitCode()).isZero();
    assertThat(folder.csv("h.csv").get(0)).startsWith("x1,x2,kind,dense_1_0").endsWith("dense_1_7");
    assertThat(folder.csv("h.csv").get(1).split(",", -1)).hasSize(11);

    CommandLineRun unknown = predict(data, "u.csv", "--layer", "dense_9");
    assertThat(unknown.exitCode()).isEqualTo(ExitCode.DATA);
    assertThat(unknown.err()).contains("dense_9").contains("dense_1, dense_2");
  }

  @Test
  void aRowThatIsNoNumberIsAnErrorOrSkipped() {
    String bad = folder.write("bad.csv", "x1,x2", "1,2", "oops,2", ",3");
    CommandLineRun error = predict(bad, "e.csv");
    assertThat(error.exitCode()).isEqualTo(ExitCode.DATA);
    assertThat(error.errors())
        .singleElement()
        .asString()
        .contains("column 'x1'")
        .contains("'oops'")
        .contains("--invalid skip");
    assertThat(error.err()).doesNotContain("\tat ");
    assertThat(folder.path("e.csv")).doesNotExist();

    CommandLineRun skip = predict(bad, "s.csv", "--invalid", "skip");
    assertThat(skip.exitCode()).as(skip.err()).isZero();
    assertThat(skip.out()).contains("predicted 2 rows, skipped 1");
    assertThat(folder.csv("s.csv")).hasSize(3);
  }

  @Test
  void aMissingColumnIsNamed() {
    String other = folder.write("other.csv", "x1,x3", "1,2");
    CommandLineRun run = predict(other, "o.csv");
    assertThat(run.exitCode()).isEqualTo(ExitCode.DATA);
    assertThat(run.errors()).singleElement().asString().contains("'x2'").contains("other.csv");
  }

  @Test
  void whatIsThereIsReplacedOnlyWhenAsked() {
    folder.write("there.csv/mine.txt", "keep me");
    CommandLineRun refused = predict(data, "there.csv");
    assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(refused.err()).contains("--overwrite");
    assertThat(folder.contents("there.csv")).containsOnlyKeys("mine.txt");

    CommandLineRun replaced = predict(data, "there.csv", "--overwrite");
    assertThat(replaced.exitCode()).as(replaced.err()).isZero();
    assertThat(folder.contents("there.csv")).doesNotContainKey("mine.txt").containsKey("_SUCCESS");

    CommandLineRun ending = predict(data, "there.txt");
    assertThat(ending.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(ending.err()).contains(".csv or .parquet");
  }
}
