package io.ganglion.spark.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ganglion.loss.Loss;
import io.ganglion.spark.LocalSpark;
import io.ganglion.spark.Tables;
import io.ganglion.spark.facts.ClassWeights;
import io.ganglion.spark.facts.TargetUnits;
import io.ganglion.spark.row.ColumnRoles;
import io.ganglion.spark.row.UsedColumns;
import io.ganglion.spark.shard.RankedRows;
import io.ganglion.spark.training.LabelledRows;
import io.ganglion.spark.training.TrainingRequest;
import io.ganglion.spark.training.TrainingRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TableSplitsTest {
  private static final RowRule LATEST = new LatestRows("data.test", 0.25, "by");

  private static SparkSession spark;

  @TempDir Path folder;

  @BeforeAll
  static void session() {
    spark = LocalSpark.session(2);
  }

  /** A table of the columns {@code x}, a row's number, {@code y} and {@code by}. */
  private static Table sql(String type, String... values) {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      rows.add("(" + i + ", 1.5D, cast(" + values[i] + " as " + type + "))");
    }
    String table = "select * from values " + String.join(", ", rows) + " as t(x, y, by)";
    return new Table("data.train", "somewhere", spark.sql(table));
  }

  /**
   * The table of a CSV file with the columns {@code x}, a row's number, {@code y} and {@code by}.
   */
  private Table csv(String... values) throws IOException {
    String[] lines = new String[values.length + 1];
    lines[0] = "x,y,by";
    for (int i = 0; i < values.length; i++) {
      lines[i + 1] = i + ",1.5," + values[i];
    }
    return Tables.csv(spark, folder, lines);
  }

  private static List<Integer> rows(Table table) {
    return table.rows().select("x").collectAsList().stream()
        .map(row -> ((Number) row.get(0)).intValue())
        .sorted()
        .toList();
  }

  private static TableSplits byMark(Table table) {
    return TableSplits.of(table, null, new MarkedRows("data.test", "by"));
  }

  private static TableSplits latest(Table table) {
    return TableSplits.of(table, null, LATEST);
  }

  private static void hasParts(TableSplits splits, List<Integer> training, List<Integer> test) {
    assertThat(rows(splits.training())).isEqualTo(training);
    assertThat(rows(splits.test())).isEqualTo(test);
  }

  @Test
  void marksAreFlagsNumbersOrTexts() throws IOException {
    List<Integer> training = List.of(0, 2);
    List<Integer> test = List.of(1, 3);
    hasParts(byMark(sql("boolean", "false", "true", "false", "true")), training, test);
    hasParts(byMark(sql("tinyint", "0", "1", "0", "1")), training, test);
    hasParts(byMark(csv("0", "1", "0", "1")), training, test);
    TableSplits texts = byMark(csv("false", "true", "False", "TRUE"));
    hasParts(texts, training, test);
    assertThat(texts.holdout()).isNull();
    assertThat(texts.test().location()).endsWith("table.csv, by is true");
    assertThat(texts.training().location()).endsWith("table.csv, by is false");
  }

  @Test
  void otherMarksAreRefusedWhenTheyAreRead() throws IOException {
    assertThatThrownBy(() -> load(byMark(csv("0", "1", "2", "0")).training()))
        .isInstanceOf(DataException.class)
        .hasMessage("data.test: column 'by' holds '2.0', expected 0 or 1; correct it");
    assertThatThrownBy(() -> load(byMark(csv("true", "maybe", "false")).training()))
        .hasMessage("data.test: column 'by' holds 'maybe', expected true or false; correct it");
    assertThatThrownBy(() -> load(byMark(csv("true", "", "false")).training()))
        .hasMessage(
            "data.test: column 'by' has rows without a value, expected true or false; fill it");
    assertThatThrownBy(() -> byMark(sql("date", "'2024-01-01'")))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "data.test: column 'by' is of type date, expected true and false, 1 and 0, or the texts"
                + " true and false");
  }

  private static void load(Table table) {
    ColumnRoles roles = ColumnRoles.of("x", List.of("y"), List.of());
    RankedRows.rank(UsedColumns.of(table, roles, Loss.Target.NUMBERS), 1).close();
  }

  @Test
  void missingColumnsAreNamedTogether() throws IOException {
    Table table = csv("1");
    RowRule test = new LatestRows("data.test", 0.2, "bi");
    RowRule holdout = new MarkedRows("data.holdout", "z");
    assertThatThrownBy(() -> TableSplits.of(table, holdout, test))
        .isInstanceOf(DataException.class)
        .hasMessage(
            ("data.holdout: %1$s has no column 'z'; did you mean 'x'?\n"
                    + "data.test: %1$s has no column 'bi'; did you mean 'by'?")
                .formatted(table.location()));
  }

  @Test
  void theLatestRowsAreThoseOfAnyOrderedColumn() throws IOException {
    List<Integer> early = List.of(0, 2, 3);
    List<Integer> late = List.of(1);
    hasParts(latest(sql("int", "3", "9", "-1", "0")), early, late);
    hasParts(latest(sql("bigint", "3", "9007199254740993", "9007199254740992", "0")), early, late);
    hasParts(latest(sql("decimal(20, 2)", "3.01", "3.02", "-1", "0")), early, late);
    hasParts(latest(sql("float", "3.25", "3.5", "-1", "0")), early, late);
    hasParts(latest(csv("3", "10", "-1", "1e-3")), early, late);
    String[] days = {"'2024-02-01'", "'2024-10-01'", "'2023-12-31'", "'1024-09-30'"};
    hasParts(latest(sql("date", days)), early, late);
    hasParts(latest(sql("string", days)), early, late);
    String[] times = {
      "'2024-02-01 00:00:00.000001'", "'2024-02-01 00:00:00.000002'", "'2024-02-01'", "'1890-01-01'"
    };
    hasParts(latest(sql("timestamp", times)), early, late);
    hasParts(latest(sql("timestamp_ntz", times)), early, late);
    hasParts(
        latest(csv("2024-02-01T10:00:00Z", "2024-02-01T10:00:00-01:00", "2024-02-01", "2023")),
        early,
        late);
  }

  @Test
  void theCutoffStandsInTheLocations() throws IOException {
    TableSplits days = latest(csv("2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04"));
    assertThat(days.training().location()).endsWith("table.csv, by before 2024-01-04");
    assertThat(days.test().location()).endsWith("table.csv, by from 2024-01-04 on");
    assertThat(latest(csv("1", "2", "3", "400")).test().location()).endsWith("by from 400 on");
  }

  @Test
  void rowsEqualToTheCutoffAreAllLater() throws IOException {
    hasParts(
        latest(csv("1", "2", "5", "5", "3", "5", "4", "0")),
        List.of(0, 1, 4, 6, 7),
        List.of(2, 3, 5));
    hasParts(
        latest(csv("1", "2", "5", "5", "3", "4", "4", "0")),
        List.of(0, 1, 4, 5, 6, 7),
        List.of(2, 3));
  }

  @Test
  void theShareIsCountedExactlyWhateverTheOrderOfRows() throws IOException {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < 1010; i++) {
      values.add(String.valueOf(i));
    }
    Collections.shuffle(values, new Random(3));
    Table table = csv(values.toArray(String[]::new));
    for (double share : new double[] {0.001, 0.1, 0.3, 0.9}) {
      TableSplits splits = TableSplits.of(table, null, new LatestRows("data.test", share, "by"));
      long expected = Math.round(share * 1010);
      assertThat(splits.test().rows().count()).isEqualTo(expected);
      assertThat(splits.training().rows().count()).isEqualTo(1010 - expected);
      assertThat(splits.test().location()).endsWith("by from " + (1010 - expected) + " on");
    }
    RowRule least = new LatestRows("data.test", 1e-6, "by");
    assertThat(TableSplits.of(table, null, least).test().rows().count()).isEqualTo(1);
  }

  @Test
  void theHeldOutRowsAreTakenFromWhatTheTestLeaves() throws IOException {
    TableSplits splits =
        TableSplits.of(
            csv("1", "2", "3", "4", "5", "6", "7", "8"),
            new LatestRows("data.holdout", 1 / 3.0, "by"),
            LATEST);
    assertThat(rows(splits.test())).containsExactly(6, 7);
    assertThat(rows(splits.holdout())).containsExactly(4, 5);
    assertThat(rows(splits.training())).containsExactly(0, 1, 2, 3);
    assertThat(splits.training().location()).endsWith("table.csv, by before 7, by before 5");
    assertThat(splits.holdout().location()).endsWith("table.csv, by before 7, by from 5 on");
    assertThat(splits.training().where()).isEqualTo("data.train");
    assertThat(splits.holdout().where()).isEqualTo("data.holdout");
  }

  @Test
  void valuesThatHaveNoOrderAreCounted() throws IOException {
    Table gaps = csv("1", "", "NaN", "4");
    assertThatThrownBy(() -> latest(gaps))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "data.test: column 'by' has no value in 2 of 4 rows; fill it, or leave out those rows");
    Table words = csv("2024-01-02", "31.12.2024", "30.12.2024", "10:00");
    assertThatThrownBy(() -> latest(words))
        .hasMessageContaining("column 'by' holds texts that are no date in 3 rows")
        .hasMessageContaining("(for example '10:00')")
        .hasMessageContaining("2024-12-31");
    assertThatThrownBy(() -> latest(sql("boolean", "true", "false")))
        .hasMessageContaining("data.test: column 'by' is of type boolean, expected dates");
  }

  @Test
  void aCutoffThatLeavesNothingIsRefused() throws IOException {
    Table equal = csv("5", "5", "5", "5");
    assertThatThrownBy(() -> latest(equal))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the latest 0.25 by 'by' would take all 4 rows")
        .hasMessageContaining("5");
    Table none = sql("int", "1").part("data.train", lit(false), "", "");
    assertThatThrownBy(() -> latest(none)).hasMessageContaining("expected rows, found none");
  }

  @Test
  void aColumnMayNameTheParts() throws IOException {
    Table table = csv("train", "val", "validation", "holdout", "test", "none", "train");
    TableSplits splits = exclusive(table, "train", "val", "test");
    assertThat(rows(splits.training())).containsExactly(0, 6);
    assertThat(rows(splits.holdout())).containsExactly(1);
    assertThat(rows(splits.test())).containsExactly(4);
    assertThat(splits.training().location()).endsWith("table.csv, by is train");

    Table wrong = csv("train", "val", "test", "dev");
    assertThatThrownBy(() -> load(exclusive(wrong, "train", "val", "test").training()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("data.split: column 'by' holds 'dev', expected one of train, ");
    Table numbers = csv("1", "2");
    assertThatThrownBy(() -> exclusive(numbers, "train", "val", "test"))
        .hasMessageContaining("data.split: column 'by' is of type double, expected the texts train")
        .hasMessageContaining("{column: by, test: 3, holdout: 4}");
  }

  private static TableSplits exclusive(Table table, String... parts) {
    List<RowRule> rules = new ArrayList<>();
    List<String> names = List.of("train", "val", "validation", "holdout", "test", "none");
    for (String part : parts) {
      List<String> others = names.stream().filter(name -> !name.equals(part)).toList();
      rules.add(ValuedRows.named("data.split", "by", List.of(part), others, "give it to some"));
    }
    return TableSplits.exclusive(table, rules.get(0), rules.get(1), rules.get(2));
  }

  private static TableSplits folds(Table table, List<?> test, List<?> holdout) {
    List<Object> taken = new ArrayList<>(test);
    taken.addAll(holdout);
    return TableSplits.exclusive(
        table,
        ValuedRows.without("data.split", "by", taken),
        ValuedRows.with("data.split.holdout", "by", holdout),
        ValuedRows.with("data.split.test", "by", test));
  }

  @Test
  void foldsAreNumbersTextsOrFlags() throws IOException {
    for (Table table :
        List.of(
            csv("1", "3", "2", "4", "3", "5"),
            sql("int", "1", "3", "2", "4", "3", "5"),
            sql("string", "1", "3", "2", "4", "3", "5"))) {
      TableSplits splits = folds(table, List.of(3), List.of(4, 5));
      assertThat(rows(splits.training())).containsExactly(0, 2);
      assertThat(rows(splits.holdout())).containsExactly(3, 5);
      assertThat(rows(splits.test())).containsExactly(1, 4);
      assertThat(splits.holdout().location()).endsWith(", by is 4 or 5");
      assertThat(splits.training().location()).endsWith(", by is not 3 or 4 or 5");
    }
    assertThat(rows(folds(csv("a", "b", "c"), List.of("a"), List.of("c")).training()))
        .containsExactly(1);
    assertThatThrownBy(() -> folds(sql("int", "1"), List.of("a"), List.of(2)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("column 'by' is of type int, expected numbers to compare with")
        .hasMessageContaining("a");
    assertThatThrownBy(() -> load(folds(csv("1", "", "2"), List.of(1), List.of(2)).training()))
        .hasMessage(
            "data.split: column 'by' has rows without a value, expected a value in every row;"
                + " fill it");
  }

  @Test
  void anEmptyPartSaysWhatToChange() throws IOException {
    TableSplits all = byMark(csv("1", "1"));
    assertThatThrownBy(() -> load(all.training()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("data.train: expected rows, found none in ")
        .hasMessageEndingWith(", by is 0; change data.test so that rows are left to learn from");
    TableSplits none = byMark(csv("0", "0"));
    assertThatThrownBy(() -> load(none.test()))
        .hasMessageEndingWith(", by is 1; mark some, or leave out data.test");
    TableSplits folds = folds(csv("1", "2"), List.of(3), List.of(2));
    assertThatThrownBy(() -> load(folds.test()))
        .hasMessageStartingWith("data.split.test: expected rows, found none in ")
        .hasMessageEndingWith(", by is 3; name a value that some rows have");
  }

  @Test
  void onlyARuleByOrderReadsTheTable() {
    LongAccumulator read = spark.sparkContext().longAccumulator();
    UDF1<Long, Double> counted =
        value -> {
          read.add(1);
          return (double) (value % 2);
        };
    Column by = udf(counted, DataTypes.DoubleType).apply(col("id"));
    Table table =
        new Table("data.train", "here", spark.range(100).select(col("id").as("x"), by.as("by")));

    byMark(table);
    folds(table, List.of(0), List.of(1));
    assertThat(read.value()).isZero();
    latest(table);
    assertThat(read.value()).isEqualTo(100);
  }

  @Test
  void partsGoIntoShards() throws IOException {
    List<String> lines = new ArrayList<>(List.of("x,y,day"));
    for (int i = 0; i < 40; i++) {
      lines.add(i + "," + 2 * i + ",2024-01-" + String.format("%02d", 1 + i % 20));
    }
    Table table = Tables.csv(spark, folder, lines.toArray(String[]::new));
    TableSplits splits =
        TableSplits.of(
            table,
            new LatestRows("data.holdout", 0.2, "day"),
            new LatestRows("data.test", 0.2, "day"));
    TrainingRequest request =
        new TrainingRequest(
            ColumnRoles.of("y", List.of(), List.of("day")),
            null,
            Loss.Target.NUMBERS,
            TargetUnits.STANDARDIZED,
            ClassWeights.NONE,
            List.of(),
            0.0,
            0.0,
            7,
            rows -> 2);
    try (TrainingRows rows = TrainingRows.load(splits.training(), request);
        LabelledRows heldOut =
            LabelledRows.load(splits.holdout(), rows.schema(), Loss.Target.NUMBERS, 2);
        LabelledRows test =
            LabelledRows.load(splits.test(), rows.schema(), Loss.Target.NUMBERS, 2)) {
      assertThat(rows.training().examples()).isEqualTo(26);
      assertThat(heldOut.rows().examples()).isEqualTo(6);
      assertThat(test.rows().examples()).isEqualTo(8);
      assertThat(heldOut.facts().location())
          .endsWith("day before 2024-01-17, day from 2024-01-14 on");
    }
  }
}
