package io.ganglion.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.config.ConfigException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The forms of {@code data.test}, {@code data.holdout} and {@code data.split} in a job. */
final class DataPartsTest {
  private static final String NETWORK = "[normalization, {dense: {units: 1}}]";
  private static final String TRAINING =
      "{loss: mse, batchSize: 8, epochs: 2, shards: 2, earlyStopping: {patience: 5}}";

  @TempDir Path temp;
  private JobFolder folder;

  @BeforeEach
  void folder() {
    folder = new JobFolder(temp);
  }

  private Job job(String parts) {
    String job = folder.job("{train: t.csv, label: y, " + parts + "}", NETWORK, TRAINING);
    return Job.read(JobFiles.tree(job, List.of()));
  }

  private List<String> problems(String parts) {
    try {
      job(parts);
      return List.of();
    } catch (ConfigException e) {
      return e.problems();
    }
  }

  /** A table of 60 rows with a column of each kind that can split it. */
  private String table() {
    String[] lines = new String[61];
    lines[0] = "x,day,fold,late,part,y";
    String[] parts = {"train", "train", "train", "val", "test", "none"};
    for (int i = 0; i < 60; i++) {
      lines[i + 1] =
          "%s,2024-%02d-%02d,%d,%s,%s,%s"
              .formatted(
                  i * 7 % 10, 1 + i / 20, 1 + i % 20, i % 5, i % 4 == 3, parts[i % 6], i * 3 % 11);
    }
    return folder.write("t.csv", lines);
  }

  private CommandLineRun trained(String parts) {
    String data = "{train: '" + table() + "', label: y, " + parts + "}";
    return CommandLineRun.of("train", folder.job(data, NETWORK, TRAINING)).succeeded();
  }

  @SuppressWarnings("unchecked")
  private void hasRows(int training, int holdout, int test) {
    Map<String, Object> metrics = folder.json("out/metrics.json");
    assertThat((Map<String, Object>) metrics.get("train")).containsEntry("rows", training);
    assertThat((Map<String, Object>) metrics.get("holdout")).containsEntry("rows", holdout);
    assertThat((Map<String, Object>) metrics.get("test")).containsEntry("rows", test);
  }

  @Test
  void everyFormIsRead() {
    assertThat(job("holdout: 0.2").data().holdoutShare()).isEqualTo(0.2);
    assertThat(job("holdout: {column: a}, test: {latest: 0.1, by: b}").data().reserved())
        .containsExactly(Map.entry("b", "data.test"), Map.entry("a", "data.holdout"));
    assertThat(job("holdout: h.csv, test: {path: t, format: csv}").data().reserved()).isEmpty();
    assertThat(job("holdout: {table: h, where: x > 1}, test: [a.csv, b.csv]").data().test())
        .isInstanceOf(PartSpec.OwnTable.class);
    assertThat(job("split: part, exclude: [a, part]").data().excluded())
        .containsExactly("a", "part");
    assertThat(job("split: {column: fold, test: [3, x], holdout: 4}").data().excluded())
        .containsExactly("fold");
    DataSpec none = job("split: {column: fold, holdout: 4}").data();
    assertThat(none.split().test()).isNull();
    assertThat(none.holdoutShare()).isZero();
    assertThat(none.testShare()).isZero();
    assertThat(job("test: 0.1, holdout: {column: a}").data().testShare()).isEqualTo(0.1);
  }

  @Test
  void earlyStoppingNeedsHeldOutRowsOfAnyForm() {
    String problem =
        "training.earlyStopping: needs held-out rows: set data.holdout, to 0.2 for example";
    for (String parts :
        List.of("holdout: 0", "test: t.csv", "split: {column: fold, test: 3}", "missing: '?'")) {
      assertThat(problems(parts)).as(parts).containsExactly(problem);
    }
  }

  @Test
  void wrongFormsAreRefused() {
    assertThat(problems("holdout: true"))
        .contains(
            "data.holdout: expected a share such as 0.2, a path, {column: …} or {latest: 0.2, by:"
                + " …}");
    assertThat(problems("holdout: 1.5")).anyMatch(p -> p.startsWith("data.holdout: expected"));
    assertThat(problems("holdout: {latest: 1, by: d}"))
        .containsExactly("data.holdout.latest: expected a share above 0 and below 1, found 1.0");
    assertThat(problems("holdout: {latest: 0.1}")).containsExactly("data.holdout.by: is missing");
    assertThat(problems("holdout: {by: d}")).containsExactly("data.holdout.latest: is missing");
    assertThat(problems("holdout: {column: a, by: d}"))
        .containsExactly("data.holdout.by: is not a key here; expected one of column");
    assertThat(problems("holdout: {formt: csv, path: a}"))
        .anyMatch(p -> p.startsWith("data.holdout.formt: is not a key here"));
  }

  @Test
  void wrongSplitsAreRefused() {
    assertThat(problems("split: part, holdout: 0.1"))
        .containsExactly(
            "data.split: stands in place of data.test and data.holdout: remove it or data.holdout");
    assertThat(problems("split: part, test: a.csv"))
        .containsExactly(
            "data.split: stands in place of data.test and data.holdout: remove it or data.test");
    assertThat(problems("split: {column: fold}, holdout: 0"))
        .contains(
            "data.split.test: is missing: name the values of the test rows, or of held-out"
                + " rows");
    assertThat(problems("split: {column: fold, test: [1, 2], holdout: 2}"))
        .containsExactly("data.split.holdout: names '2', which are test rows");
    assertThat(problems("split: {column: fold, test: 1, holdout: 3, train: [1, 2]}"))
        .containsExactly("data.split.train: names '1', which are test or held-out rows");
    assertThat(problems("split: {test: 1, holdout: 2, training: 3}"))
        .contains("data.split.column: is missing")
        .anyMatch(p -> p.startsWith("data.split.training: is not a key here"));
    assertThat(problems("split: {column: fold, test: {a: 1}, holdout: 2}"))
        .anyMatch(p -> p.startsWith("data.split.test: expected numbers or texts"));
    assertThat(problems("split: [a, b], holdout: 0.1")).anyMatch(p -> p.startsWith("data.split: "));
  }

  @Test
  void aColumnThatSplitsIsNeitherFeatureNorLabel() {
    assertThat(problems("holdout: {latest: 0.1, by: d}, features: [a, d]"))
        .containsExactly("data.features: names 'd', which data.holdout splits by");
    assertThat(problems("split: part, features: [part]"))
        .containsExactly("data.features: names 'part', which data.split splits by");
    assertThat(problems("test: {column: y}, holdout: 0.1"))
        .containsExactly("data.label: names 'y', which data.test splits by");
    assertThat(problems("split: part, categorical: part, weight: part"))
        .containsExactly(
            "data.categorical: names 'part', which data.split splits by",
            "data.weight: names 'part', which data.split splits by");
  }

  @Test
  void theLatestRowsJudgeAndMarkedOnesAreHeldOut() {
    CommandLineRun run =
        trained("exclude: [fold, part], holdout: {column: late}, test: {latest: 0.2, by: day}");
    assertThat(run.out())
        .contains("t.csv, day before 2024-03-09, late is false: 36 rows, 1 feature")
        .contains("         36 training rows in 2 shards, held-out rows of their own")
        .contains("holdout  file:")
        .contains("t.csv, day before 2024-03-09, late is true: 12 rows")
        .contains("t.csv, day from 2024-03-09 on: 12 rows");
    hasRows(36, 12, 12);
    assertThat(run.err()).doesNotContain("WARN Window");
    assertThat(folder.contents("out").get("report.html"))
        .contains("late is true")
        .contains("day from 2024-03-09 on");
  }

  @Test
  void aColumnOfNamesSplits() {
    trained("exclude: [day, fold, late], split: part");
    hasRows(30, 10, 10);
  }

  @Test
  void aColumnOfFoldsSplits() {
    trained("exclude: [day, part, late], split: {column: fold, test: [3], holdout: 4}");
    hasRows(36, 12, 12);
  }

  @Test
  void aRandomShareIsHeldOutOfWhatTheTestLeaves() {
    CommandLineRun run = trained("features: x, test: {column: late}, holdout: 0.2");
    assertThat(run.out()).contains("36 training rows in 2 shards, 9 held out");
    hasRows(36, 9, 15);
  }

  @Test
  void testRowsMayBeARandomShare() {
    CommandLineRun run = trained("features: x, test: 0.2, holdout: {column: late}");
    assertThat(run.out())
        .contains("36 training rows in 2 shards, held-out rows of their own; 9 for the test");
    hasRows(36, 15, 9);
    assertThat(folder.contents("out").get("report.html")).contains("late is false");
  }

  @Test
  void heldOutRowsMayBeATableOfTheirOwn() {
    String other = folder.write("h.csv", "y,x", "1,2", "2,3", "3,4");
    CommandLineRun run =
        trained("features: x, holdout: {path: '" + other + "'}, test: '" + other + "'");
    assertThat(run.out()).contains("holdout  file:" + other + ": 3 rows");
    hasRows(60, 3, 3);
    assertThat(run.lastLine()).contains("holdout loss").endsWith("(3 rows)");
  }

  private CommandLineRun refused(String train, String parts) {
    String data = "{train: '" + train + "', label: y, features: x, " + parts + "}";
    CommandLineRun run = CommandLineRun.of("train", folder.job(data, NETWORK, TRAINING));
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DATA);
    assertThat(run.err()).doesNotContain("\tat ").doesNotContain("WARN Block", "WARN DiskBlock");
    return run;
  }

  @Test
  void wrongValuesAreNamed() {
    assertThat(refused(table(), "holdout: 0.1, test: {column: fold}").error())
        .matches("error: data.test: column 'fold' holds '[234].0', expected 0 or 1; correct it");
  }

  @Test
  void aPartWithoutRowsSaysWhatToChange() {
    assertThat(refused(table(), "split: {column: fold, test: 3, holdout: 7}").error())
        .endsWith("t.csv, fold is 7; name a value that some rows have")
        .startsWith("error: data.split.holdout: expected rows, found none in file:");
    String parts = folder.write("parts.csv", "x,y,part", "1,2,train", "2,3,train", "3,4,test");
    assertThat(refused(parts, "split: part").error())
        .startsWith("error: data.split: expected rows, found none in file:")
        .endsWith(
            "parts.csv, part is val or validation or holdout; give some rows that value, or name"
                + " the parts that there are, as in {column: part, test: test}");
  }
}
