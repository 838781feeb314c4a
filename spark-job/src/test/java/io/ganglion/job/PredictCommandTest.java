package io.ganglion.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
    CommandLineRun.of("train", folder.classification(data, 3)).succeeded();
  }

  private static String[] arguments(String data, String output, String... more) {
    String[] fixed = {
      "predict",
      "--model",
      folder.path("out/model").toString(),
      "--data",
      data,
      "--output",
      folder.path(output).toString()
    };
    String[] all = Arrays.copyOf(fixed, fixed.length + more.length);
    System.arraycopy(more, 0, all, fixed.length, more.length);
    return all;
  }

  private static CommandLineRun predict(String data, String output, String... more) {
    return CommandLineRun.of(arguments(data, output, more));
  }

  @Test
  void rowsKeepTheirOrderWithPredictionAndProbability() {
    // So small that the file is read in several parts.
    CommandLineRun run =
        CommandLineRun.under("spark.sql.files.maxPartitionBytes", "1000", arguments(data, "p.csv"))
            .succeeded();
    assertThat(run.out())
        .isEqualToIgnoringNewLines("predicted 120 rowsoutput    file:" + folder.path("p.csv"));
    assertThat(folder.contents("p.csv").keySet().stream().filter(name -> name.endsWith(".csv")))
        .hasSizeGreaterThan(1);
    List<String> given = folder.lines("t.csv");
    List<String> predicted = folder.csv("p.csv");
    assertThat(predicted).hasSameSizeAs(given);
    assertThat(predicted.get(0))
        .isEqualTo("x1,x2,kind,prediction,probability,probability_a,probability_b,probability_c");
    int right = 0;
    for (int i = 1; i < given.size(); i++) {
      assertThat(predicted.get(i)).startsWith(given.get(i) + ",");
      List<String> fields = List.of(predicted.get(i).split(",", -1));
      double greatest = Double.parseDouble(fields.get(4));
      assertThat(greatest).isBetween(1.0 / 3, 1.0);
      double sum = 0.0;
      for (String probability : fields.subList(5, 8)) {
        assertThat(Double.parseDouble(probability)).isBetween(0.0, greatest);
        sum += Double.parseDouble(probability);
      }
      assertThat(sum).isCloseTo(1.0, within(1e-5));
      right += fields.get(2).equals(fields.get(3)) ? 1 : 0;
    }
    assertThat(right).isGreaterThan(90);
  }

  @Test
  void fieldsStayAsTheyWereWritten() {
    String[] lines = {
      "note,x2,x1", "\"say \"\"hi\"\", you\",2.50,01", "back\\slash,1e0,+1", "ü 漢,-0,.5", ",3,"
    };
    predict(folder.write("odd.csv", lines), "odd.out.csv").succeeded();
    List<String> predicted = folder.csv("odd.out.csv");
    assertThat(predicted).hasSize(lines.length);
    for (int i = 0; i < lines.length; i++) {
      assertThat(predicted.get(i)).startsWith(lines[i] + ",");
    }
    predict(folder.write("blank.csv", "x1,x2,note", "1,2,\" a \""), "blank.out.csv").succeeded();
    assertThat(folder.csv("blank.out.csv").get(1)).matches("1,2,\"? a \"?,.*");
  }

  @Test
  void aHiddenLayerGivesItsActivations() {
    predict(data, "h.csv", "--layer", "dense_1").succeeded();
    List<String> lines = folder.csv("h.csv");
    assertThat(lines).hasSize(121);
    assertThat(lines.get(0))
        .isEqualTo(
            "x1,x2,kind,dense_1_0,dense_1_1,dense_1_2,dense_1_3,dense_1_4,dense_1_5,dense_1_6,"
                + "dense_1_7");
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split(",", -1);
      assertThat(fields).hasSize(11);
      // The layer ends in tanh.
      assertThat(Arrays.stream(fields, 3, 11).mapToDouble(Double::parseDouble))
          .allMatch(value -> Math.abs(value) <= 1);
    }

    CommandLineRun unknown = predict(data, "u.csv", "--layer", "dense_9");
    assertThat(unknown.exitCode()).isEqualTo(ExitCode.DATA);
    assertThat(unknown.error()).contains("dense_9").contains("dense_1, dense_2");
  }

  @Test
  void aValueThatIsNoNumberIsAnErrorOrItsRowIsSkipped() {
    String bad = folder.write("bad.csv", "x1,x2", "1,2", "oops,2", "3,1e300", ",3");
    CommandLineRun error = predict(bad, "e.csv");
    assertThat(error.exitCode()).isEqualTo(ExitCode.DATA);
    assertThat(error.error())
        .contains("--data: column 'x1': expected a number, found 'oops' in the row oops,2")
        .contains("--invalid skip");
    assertThat(error.err()).doesNotContain("\tat ");
    assertThat(folder.path("e.csv")).doesNotExist();

    CommandLineRun skip = predict(bad, "s.csv", "--invalid", "skip").succeeded();
    assertThat(skip.out()).contains("predicted 2 rows, skipped 2");
    assertThat(folder.csv("s.csv")).hasSize(3);
  }

  @Test
  void valuesThatWereNeverMissingInTrainingAreFilledWithOneWarning() {
    String gaps = folder.write("gaps.csv", "x1,x2,kind", ",2,a", "1,,b", ",nan,c", "1,2,a");
    CommandLineRun run = predict(gaps, "g.csv").succeeded();
    assertThat(run.warnings())
        .containsExactly(
            "warning: values are missing in 'x1' (rows: 2), 'x2' (rows: 2), but none were in"
                + " training: the training mean stands in");
    assertThat(folder.csv("g.csv")).hasSize(5);

    CommandLineRun evaluated =
        CommandLineRun.of("evaluate", "--model", folder.path("out").toString(), "--data", gaps)
            .succeeded();
    assertThat(evaluated.warnings())
        .hasSize(2)
        .allMatch(line -> line.contains("the training mean stands in"));
  }

  @Test
  void aMissingColumnIsNamed() {
    String other = folder.write("other.csv", "x1,x3", "1,2");
    CommandLineRun run = predict(other, "o.csv");
    assertThat(run.exitCode()).isEqualTo(ExitCode.DATA);
    assertThat(run.error()).contains("the model needs column 'x2'").contains("other.csv");

    String taken = folder.write("taken.csv", "x1,x2,probability", "1,2,3");
    CommandLineRun clash = predict(taken, "o.csv");
    assertThat(clash.exitCode()).isEqualTo(ExitCode.DATA);
    assertThat(clash.error()).contains("column 'probability' is there already");
  }

  @Test
  void aLineThatDoesNotFitItsHeaderIsShown() {
    String torn = folder.write("torn.csv", "x1,x2", "1,2", "4", "6,7");
    CommandLineRun run = predict(torn, "torn.out.csv");
    assertThat(run.exitCode()).isEqualTo(ExitCode.DATA);
    assertThat(run.error()).contains("--data").contains("torn.csv").contains("header: 4");
    assertThat(run.err()).doesNotContain("\tat ");
    assertThat(folder.path("torn.out.csv")).doesNotExist();
  }

  @Test
  void whatIsThereIsReplacedOnlyWhenAsked() {
    folder.write("there.csv/mine.txt", "keep me");
    CommandLineRun refused = predict(data, "there.csv");
    assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(refused.error()).contains("there.csv is there already").contains("--overwrite");
    assertThat(folder.contents("there.csv")).containsOnlyKeys("mine.txt");

    predict(data, "there.csv", "--overwrite").succeeded();
    assertThat(folder.contents("there.csv")).doesNotContainKey("mine.txt").containsKey("_SUCCESS");
  }

  @Test
  void aFailureLeavesWhatIsThereAndNothingElse() {
    folder.write("kept/there.csv/mine.txt", "keep me");
    String bad = folder.write("fails.csv", "x1,x2", "1,2", "oops,2");
    CommandLineRun run = predict(bad, "kept/there.csv", "--overwrite");
    assertThat(run.exitCode()).isEqualTo(ExitCode.DATA);
    assertThat(folder.contents("kept")).isEqualTo(Map.of("there.csv/mine.txt", "keep me\n"));
  }

  @Test
  void theEndingOfTheOutputTellsItsFormat() {
    for (String name : new String[] {"p.txt", "p.csv.gz", "p"}) {
      CommandLineRun run = predict(data, name);
      assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
      assertThat(run.error())
          .contains("--output: expected a path whose ending tells the format (csv, tsv");
    }
  }

  @Test
  void keptColumnsStandBeforeThePrediction() {
    predict(data, "k.csv", "--keep", "kind,x1").succeeded();
    assertThat(folder.csv("k.csv").get(0)).startsWith("kind,x1,prediction,probability");
    predict(data, "none.csv", "--keep", "").succeeded();
    assertThat(folder.csv("none.csv").get(0)).startsWith("prediction,probability");

    CommandLineRun run = predict(data, "w.csv", "--keep", "x1,kin");
    assertThat(run.exitCode()).isEqualTo(ExitCode.DATA);
    assertThat(run.error())
        .contains("--keep: file:")
        .endsWith("t.csv has no column 'kin'; did you mean 'kind'?");
  }

  @Test
  void everyFormatIsWritten() {
    for (String format : new String[] {"tsv", "parquet", "orc", "json"}) {
      predict(data, "t." + format, "--keep", "x1,x2").succeeded();
      assertThat(folder.contents("t." + format).keySet())
          .contains("_SUCCESS")
          .anyMatch(name -> name.matches("part-.*[.](csv|parquet|orc|json)"));
    }
    predict(data, "plain", "--output-format", "orc").succeeded();
    assertThat(folder.contents("plain").keySet()).anyMatch(name -> name.endsWith(".orc"));
    assertThat(folder.contents("t.tsv").toString()).contains("x1\tx2\tprediction\tprobability");
    CommandLineRun run = predict(data, "p", "--output-format", "libsvm");
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.error()).contains("--output-format: libsvm has no place for predictions");
  }

  @Test
  void theTableMayBeChosenAndDescribed() {
    String text = folder.write("t.txt", "x1;x2;day", "1;2;mon", "30;2;tue");
    String[] options = {"--format", "csv", "--option", "separator=;", "--where", "x1 > 4"};
    predict(text, "chosen.csv", options).succeeded();
    assertThat(folder.csv("chosen.csv")).hasSize(2).last().asString().startsWith("30,2,tue,");

    CommandLineRun wrong = predict(text, "w.csv", "--format", "csv", "--option", "separater=;");
    assertThat(wrong.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(wrong.error())
        .isEqualTo("error: --option separater: is not a key here; did you mean 'separator'?");
    CommandLineRun unknown = predict(text, "w.csv", "--option", "separator=;");
    assertThat(unknown.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(unknown.error()).contains("--format: is missing");
    CommandLineRun nowhere = predict(data, "w.csv", "--where", "y > 4");
    assertThat(nowhere.exitCode()).isEqualTo(ExitCode.DATA);
    assertThat(nowhere.error()).contains("--data: cannot choose rows where 'y > 4'", "`x1`");
    assertThat(nowhere.err()).doesNotContain("\tat ");
  }

  @Test
  void aTableOfTheCatalogIsScored() {
    predict(data, "hidden.parquet", "--layer", "dense_1").succeeded();
    String name = "parquet.`" + folder.path("hidden.parquet") + "`";
    CommandLineRun run = table(name, "--output", folder.path("catalog.orc").toString());
    assertThat(run.succeeded().out()).contains("predicted 120 rows");

    CommandLineRun none = table("no.such", "--output", folder.path("none.orc").toString());
    assertThat(none.exitCode()).isEqualTo(ExitCode.DATA);
    assertThat(none.error()).contains("--table: cannot open table 'no.such'");
    CommandLineRun both = table(name, "--data", data, "--output", "x.csv");
    assertThat(both.exitCode()).isEqualTo(ExitCode.USAGE);
    CommandLineRun options = table(name, "--format", "csv", "--output", "x.csv");
    assertThat(options.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(options.error()).contains("leave them out with --table");
  }

  private static CommandLineRun table(String name, String... more) {
    String[] fixed = {"predict", "--model", folder.path("out/model").toString(), "--table", name};
    String[] all = Arrays.copyOf(fixed, fixed.length + more.length);
    System.arraycopy(more, 0, all, fixed.length, more.length);
    return CommandLineRun.of(all);
  }

  @Test
  void aStructureHasNoPlaceInCsv() {
    String nested = folder.write("n.json", "{\"x1\": 1, \"x2\": 2, \"more\": {\"a\": [1]}}");
    CommandLineRun run = predict(nested, "flat.csv");
    assertThat(run.exitCode()).isEqualTo(ExitCode.DATA);
    assertThat(run.error()).contains("column 'more' of type struct", "leave it out with --keep");
    predict(nested, "flat.csv", "--keep", "x2").succeeded();
    predict(nested, "kept.json").succeeded();
    assertThat(folder.contents("kept.json").toString()).contains("\"more\":{\"a\":[1]}");
  }
}
