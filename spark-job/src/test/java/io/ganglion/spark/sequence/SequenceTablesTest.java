package io.ganglion.spark.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ganglion.data.NumericColumn;
import io.ganglion.data.SequenceColumns;
import io.ganglion.data.SequenceForm;
import io.ganglion.data.SequenceRows;
import io.ganglion.data.SequenceTokens;
import io.ganglion.data.SequenceWindows;
import io.ganglion.data.Sequences;
import io.ganglion.data.SeriesTransform;
import io.ganglion.loss.Loss;
import io.ganglion.spark.LocalSpark;
import io.ganglion.spark.Tables;
import io.ganglion.spark.facts.ClassCount;
import io.ganglion.spark.row.ColumnRoles;
import io.ganglion.spark.table.DataException;
import io.ganglion.spark.table.LatestRows;
import io.ganglion.spark.table.MarkedRows;
import io.ganglion.spark.table.RowRule;
import io.ganglion.spark.table.Table;
import io.ganglion.spark.table.TableSplits;
import io.ganglion.spark.training.TrainingRequest;
import io.ganglion.spark.training.TrainingRows;
import io.ganglion.tensor.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sequences of rows, of columns, of arrays and of words. */
final class SequenceTablesTest {
  private static final SequenceRows ROWS = new SequenceRows("id", "t");
  private static final ColumnRoles Y = ColumnRoles.of("y", List.of(), List.of());

  private static SparkSession spark;

  @TempDir Path folder;

  @BeforeAll
  static void session() {
    spark = LocalSpark.session(2);
  }

  private static SequenceColumns columns(String name, String pattern, int features) {
    return new SequenceColumns(Map.of(name, pattern), features);
  }

  private static List<String> texts(
      Table table, SequenceForm form, boolean perStep, ColumnRoles roles, Loss.Target target) {
    try (TrainingRows rows = GatheredSequences.load(table, form, perStep, roles, target)) {
      return GatheredSequences.texts(rows.training());
    }
  }

  private static void refused(
      Table table, SequenceForm form, boolean perStep, ColumnRoles roles, String message) {
    assertThatThrownBy(
            () -> GatheredSequences.load(table, form, perStep, roles, Loss.Target.NUMBERS).close())
        .isInstanceOf(DataException.class)
        .hasMessage(message);
  }

  private Table table(String... lines) throws IOException {
    return Tables.csv(spark, folder, lines);
  }

  @Test
  void rowsOfASequenceAreGatheredInTheirOrder() throws IOException {
    Table table =
        table("t,x,id,y", "10,3,a,1", "1,7,b,0", "9,2,a,1", "1,1,a,1", "2,8,b,0", "1,5,c,1");
    assertThat(texts(table, ROWS, false, Y, Loss.Target.BINARY))
        .containsExactly("1.0 | 2.0 | 3.0 -> 1.0", "5.0 -> 1.0", "7.0 | 8.0 -> 0.0");
    Table texts =
        Tables.sql(
            spark,
            "id, t, x, y",
            "1L, '10', 3D, 1D",
            "1L, '9', 2D, 1D",
            "2L, 'b', 5D, 2D",
            "2L, 'a', 4D, 2D");
    assertThat(texts(texts, ROWS, false, Y, Loss.Target.NUMBERS))
        .containsExactly("2.0 | 3.0 -> 1.0", "4.0 | 5.0 -> 2.0");
  }

  @Test
  void statisticsOfFeaturesCountStepsThoseOfLabelsSequences() throws IOException {
    Table table = table("id,t,x,y", "a,1,0,10", "a,2,0,10", "a,3,0,10", "b,1,4,20");
    try (TrainingRows rows = GatheredSequences.load(table, ROWS, false, Y, Loss.Target.NUMBERS)) {
      NumericColumn x = rows.schema().numbers().get(0);
      assertThat(x.mean()).isEqualTo(1.0);
      assertThat(x.variance()).isEqualTo(3.0);
      NumericColumn y = rows.facts().labels().get(0);
      assertThat(y.mean()).isEqualTo(15.0);
      assertThat(y.variance()).isEqualTo(25.0);
      assertThat(rows.facts().rows()).isEqualTo(2);
    }
    try (TrainingRows rows = GatheredSequences.load(table, ROWS, false, Y, Loss.Target.CLASS)) {
      assertThat(rows.facts().classes()).extracting(ClassCount::rows).containsExactly(1L, 1L);
    }
  }

  @Test
  void eachStepMayHaveALabelAndASequenceAWeight() throws IOException {
    Table table = table("id,t,x,w,y", "a,2,2,3,no", "a,1,1,3,yes", "b,1,5,0.5,yes");
    ColumnRoles weighted = new ColumnRoles(List.of("y"), List.of(), List.of(), List.of(), "w");
    assertThat(texts(table, ROWS, true, weighted, Loss.Target.CLASS))
        .containsExactly("1.0 | 2.0 -> 1 x3.0 | 0 x3.0", "5.0 -> 1 x0.5");
    try (TrainingRows rows =
        GatheredSequences.load(table, ROWS, true, weighted, Loss.Target.CLASS)) {
      assertThat(rows.facts().classes()).extracting(ClassCount::rows).containsExactly(1L, 2L);
    }
    ColumnRoles two = new ColumnRoles(List.of("x", "w"), List.of("y"), List.of(), List.of(), null);
    assertThat(texts(table, ROWS, true, two, Loss.Target.NUMBERS))
        .containsExactly("#2 -> 5.0 0.5", "#2 | #1 -> 1.0 3.0 | 2.0 3.0");
    refused(
        table("id,t,x,w,y", "a,1,1,-3,1", "a,2,2,-3,1", "b,1,5,1,1"),
        ROWS,
        true,
        weighted,
        "data.train: weight 'w' is below 0 in 1 rows; correct the values or leave out those"
            + " rows");
    refused(
        table("id,t,x,w,y", "a,1,1,3,1", "a,2,1,4,1"),
        ROWS,
        false,
        weighted,
        "data.train: the sequence with id a has two values of 'w', 3.0 and 4.0, expected one for"
            + " all its steps; correct them");
  }

  @Test
  void whatCanBeNoSequenceIsNamed() throws IOException {
    refused(
        table("id,t,x,y", "a,1,1,1", "a,1,2,1"),
        ROWS,
        false,
        Y,
        "data.train: the sequence with id a has two steps with t 1.0, expected one; remove or"
            + " renumber one of them");
    refused(
        table("id,t,x,y", "a,1,1,1", ",1,2,1"),
        ROWS,
        false,
        Y,
        "data.train: column 'id' has rows without a value, expected the sequence that each is a"
            + " step of; fill it");
    refused(
        table("id,t,x,y", "a,1,1,1", "a,,2,1"),
        ROWS,
        false,
        Y,
        "data.train: the sequence with id a has a step without a value of 't', which orders its"
            + " steps; fill it");
    refused(
        table("id,t,x,y", "7,1,1,1", "7,2,2,3"),
        ROWS,
        false,
        Y,
        "data.train: the sequence with id 7.0 has two values of 'y', 1.0 and 3.0, expected one for"
            + " all its steps; correct them, or let the network end in an output a step"
            + " (returnSequences)");
    Table misspelt = table("ID,t,x,y", "7,1,1,1");
    assertThatThrownBy(
            () -> GatheredSequences.load(misspelt, ROWS, false, Y, Loss.Target.NUMBERS).close())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("data.train: sequence.id: ")
        .hasMessageContaining("has no column 'id'; did you mean 'ID'?");
    refused(
        table("id,t,x,y", "7,1,1,1"),
        ROWS,
        false,
        ColumnRoles.of("t", List.of(), List.of()),
        "data.train: sequence.order: column 't' has another role as well; name each column once");
    refused(
        table("id,t,x,y", "7,1,1,1"),
        ROWS,
        false,
        ColumnRoles.of("y", List.of("id", "x"), List.of()),
        "data.train: sequence.id: column 'id' has another role as well; name each column once");
  }

  @Test
  void aSequenceBelongsToOnePart() throws IOException {
    Table table = table("id,t,x,y,part", "a,1,1,1,0", "a,2,2,1,0", "b,1,3,2,1", "c,1,5,3,0");
    RowRule rule = new MarkedRows("data.test", "part");
    ColumnRoles roles = ColumnRoles.of("y", List.of(), List.of("part"));
    TableSplits splits = splits(table, rule, ROWS, roles);
    assertThat(read(splits.training(), ROWS, roles))
        .containsExactly("1.0 | 2.0 -> 1.0", "5.0 -> 3.0");
    assertThat(read(splits.test(), ROWS, roles)).containsExactly("3.0 -> 2.0");

    Table torn = table("id,t,x,y,part", "a,1,1,1,0", "a,2,2,1,1", "b,1,3,2,1");
    assertThatThrownBy(() -> read(splits(torn, rule, ROWS, roles).training(), ROWS, roles))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "data.train: the sequence with id a has steps in two parts of the data, expected all in"
                + " one; split by a column that is the same in all of them");
  }

  private static TableSplits splits(
      Table table, RowRule test, SequenceForm form, ColumnRoles roles) {
    Table marked = TableSplits.marked(table, null, null, test);
    Table gathered = SequenceTables.labelled(marked, new Sequences(form, false), roles);
    return TableSplits.ofMarked(gathered, marked, null, test.where());
  }

  private static List<String> read(Table gathered, SequenceForm form, ColumnRoles roles) {
    TrainingRequest request =
        GatheredSequences.request(
            gathered, new Sequences(form, false), roles, Loss.Target.NUMBERS, 0.0);
    try (TrainingRows rows = TrainingRows.load(gathered, request)) {
      return GatheredSequences.texts(rows.training());
    }
  }

  @Test
  void theStepsOfARowEndWithItsLastValue() throws IOException {
    Table table =
        table("t0,y,t1,t2,t10", "1,7,2,3,4", "5,8,6,,", "9,9,,11,", ",3,,,", "12,4,13,14,NaN");
    assertThat(texts(table, columns("t", "t*", 1), false, Y, Loss.Target.NUMBERS))
        .containsExactly(
            "1.0 0.0 | 2.0 0.0 | 3.0 0.0 | 4.0 0.0 -> 7.0",
            "12.0 0.0 | 13.0 0.0 | 14.0 0.0 -> 4.0",
            "5.0 0.0 | 6.0 0.0 -> 8.0",
            "7.2727275 1.0 -> 3.0",
            "9.0 0.0 | 7.2727275 1.0 | 11.0 0.0 -> 9.0");
  }

  @Test
  void severalPatternsAreSeveralFeatures() throws IOException {
    Map<String, String> patterns = new LinkedHashMap<>();
    patterns.put("x", "x*");
    patterns.put("z", "z*");
    SequenceColumns form = new SequenceColumns(patterns, 1);
    Table table = table("x0,x1,z0,z1,y", "1,2,10,20,0", "3,,30,40,1", "4,,,,2");
    assertThat(texts(table, form, false, Y, Loss.Target.NUMBERS))
        .containsExactly(
            "1.0 10.0 0.0 0.0 | 2.0 20.0 0.0 0.0 -> 0.0",
            "3.0 30.0 0.0 0.0 | 2.5 40.0 1.0 0.0 -> 1.0",
            "4.0 25.0 0.0 1.0 -> 2.0");
    refused(
        table("x0,x1,z0,y", "1,2,10,0"),
        form,
        false,
        Y,
        "data.train: expected as many steps in each feature, found 2 columns from 'x0' on, but 1"
            + " from 'z0' on");
  }

  @Test
  void aStepMayTakeSeveralColumns() throws IOException {
    Table table = table("p1,p2,p3,p4,y", "1,2,3,4,0", "5,6,7,,1", "8,9,,,2");
    SequenceColumns form = columns("p", "p*", 2);
    assertThat(form.names()).containsExactly("p_0", "p_1");
    assertThat(texts(table, form, false, Y, Loss.Target.NUMBERS))
        .containsExactly(
            "1.0 2.0 0.0 | 3.0 4.0 0.0 -> 0.0",
            "5.0 6.0 0.0 | 7.0 5.25 1.0 -> 1.0",
            "8.0 9.0 0.0 -> 2.0");
    refused(
        table("p1,p2,p3,y", "1,2,3,0"),
        form,
        false,
        Y,
        "data.train: sequence.features: expected a divisor of the 3 columns from 'p1' to 'p3',"
            + " found 2");
  }

  @Test
  void aPatternTakesNoColumnThatHasAnotherRole() throws IOException {
    Table table = table("p1,p2,price,pound", "1,2,7,3", "3,4,8,5");
    SequenceColumns form = columns("p", "p*", 1);
    ColumnRoles roles = new ColumnRoles(List.of("price"), List.of(), List.of(), List.of(), "pound");
    assertThat(texts(table, form, false, roles, Loss.Target.NUMBERS))
        .containsExactly("1.0 | 2.0 -> 7.0 x3.0", "3.0 | 4.0 -> 8.0 x5.0");
    // The marks of the parts are called "part of the data".
    TableSplits splits = splits(table, new LatestRows("data.test", 0.5, "p1"), form, roles);
    assertThat(read(splits.training(), form, roles)).containsExactly("1.0 | 2.0 -> 7.0 x3.0");
    refused(
        table,
        form,
        false,
        ColumnRoles.of("price", List.of(), List.of("pound")),
        "data.train: the columns 'p*' take in 'pound', which has another role; rename it, so that"
            + " the pattern matches the steps alone");
    refused(
        table("p1,p2,y", "1,2,0", "3,oops,1"),
        form,
        false,
        Y,
        "data.train: column 'p2' holds text (for example 'oops'), but 'p1' numbers, expected steps"
            + " of one kind; correct the values, or name them under data.missing");
    refused(
        table("price,y", "1,2"),
        columns("t", "t*", 1),
        false,
        Y,
        "data.train: sequence.columns: "
            + folder.resolve("table.csv").toUri().toString().replace("file:///", "file:/")
            + " has no column 't*'; did you mean 'y'?");
  }

  @Test
  void arraysAreSequences() {
    SequenceColumns form = columns("x", "a", 1);
    Table numbers = Tables.sql(spark, "a, y", "array(1D, 2D), 0D", "array(3D, null, 4D), 1D");
    assertThat(texts(numbers, form, false, Y, Loss.Target.NUMBERS))
        .containsExactly("1.0 0.0 | 2.0 0.0 -> 0.0", "3.0 0.0 | 2.5 1.0 | 4.0 0.0 -> 1.0");
    Table labels =
        Tables.sql(spark, "a, y", "array(1D, 2D), array(5D, 6D)", "array(3D), array(7D)");
    assertThat(texts(labels, form, true, Y, Loss.Target.NUMBERS))
        .containsExactly("1.0 | 2.0 -> 5.0 | 6.0", "3.0 -> 7.0");
    Table nested =
        Tables.sql(
            spark, "a, y", "array(array(1D, 2D), array(3D, 4D)), 0D", "array(array(5D, 6D)), 1D");
    assertThat(texts(nested, columns("x", "a", 2), false, Y, Loss.Target.NUMBERS))
        .containsExactly("1.0 2.0 | 3.0 4.0 -> 0.0", "5.0 6.0 -> 1.0");
    refused(
        nested,
        form,
        false,
        Y,
        "data.train: column 'a' is of type array<array<double>>: set sequence.features to the"
            + " number of elements that a step has");
    refused(
        Tables.sql(spark, "a, y", "array(array(1D), array(2D, 3D, 4D)), 0D"),
        columns("x", "a", 2),
        false,
        Y,
        "data.train: the columns a have 2, 2, 0 elements in a row, expected as many steps in each,"
            + " at least one; correct the row");
    refused(
        Tables.sql(spark, "a, y", "array(1D), 0D", "cast(array() as array<double>), 1D"),
        form,
        false,
        Y,
        "data.train: the columns a have 0 elements in a row, expected as many steps in each, at"
            + " least one; correct the row");
    refused(
        Tables.sql(spark, "a, y", "array(1D, 2D), array(5D)"),
        form,
        true,
        Y,
        "data.train: the columns a have 2, 1 elements in a row, expected as many steps in each, at"
            + " least one; correct the row");
    refused(
        numbers,
        form,
        true,
        Y,
        "data.train: label 'y' is of type double, expected an array with a label for each step,"
            + " since the network ends in an output a step");
  }

  @Test
  void wordsAreToldApartByHowOftenTheyAreUsed() {
    Table table =
        Tables.sql(
            spark,
            "text, y",
            "'The cat. THE dog!', 'a'",
            "'the cat\\'s 2 cats dog', 'b'",
            "'  ', 'a'",
            "null, 'b'",
            "'one cat dog dog', 'b'");
    try (TrainingRows rows =
        GatheredSequences.load(
            table, new SequenceTokens("text", 4, 4), false, Y, Loss.Target.CLASS)) {
      // Of those that are used as often, the ones that sort first.
      assertThat(rows.schema().categories().get(0).values())
          .containsExactly("2", "cat", "dog", "the");
      assertThat(GatheredSequences.texts(rows.training()))
          .containsExactly(
              "#0 -> 0",
              "#0 -> 1",
              "#0 | #2 | #3 | #3 -> 1",
              "#4 | #0 | #1 | #0 -> 1",
              "#4 | #2 | #4 | #3 -> 0");
    }
    refused(
        table,
        new SequenceTokens("y", 3, 3),
        true,
        ColumnRoles.of("text", List.of(), List.of()),
        "data.train: a text has one label, but the network ends in an output a word: put last_step,"
            + " mean_over_time or a recurrent layer without returnSequences before the end");
  }

  @Test
  void noFormDependsOnPartitionsOrOrder() throws IOException {
    List<String> rows = new ArrayList<>();
    List<String> wide = new ArrayList<>();
    for (int s = 0; s < 40; s++) {
      int length = 1 + s % 7;
      StringBuilder line = new StringBuilder(s % 3 + "");
      for (int t = 0; t < 7; t++) {
        String x = String.format(Locale.ROOT, "%.5f", Seeds.normal(3, 7L * (s % 30) + t));
        if (t < length) {
          rows.add(s + "," + t + "," + x + "," + "kind" + t % 3 + "," + s % 3);
        }
        line.append(',').append(t < length ? x : "");
      }
      wide.add(line.toString());
    }
    List<String> times = new ArrayList<>();
    for (int t = 0; t < 60; t++) {
      times.add("a," + t + "," + Seeds.uniform(5, t) + ",x" + t % 4);
      times.add("b," + (t + 5) + "," + Seeds.uniform(6, t) + ",x" + t % 3);
    }
    equal(ROWS, "id,t,x,k,y", rows, Loss.Target.CLASS);
    equal(columns("t", "t*", 1), "y,t0,t1,t2,t3,t4,t5,t6", wide, Loss.Target.CLASS);
    SequenceWindows windows =
        new SequenceWindows(
            "t",
            "s",
            4,
            List.of(1, 3),
            2,
            SequenceWindows.Gaps.SPLIT,
            List.of(new SeriesTransform.Difference(3)));
    equal(windows, "s,t,y,k", times, Loss.Target.NUMBERS);
  }

  private void equal(SequenceForm form, String header, List<String> given, Loss.Target target)
      throws IOException {
    List<String> lines = new ArrayList<>(given);
    Path one = Tables.spread(folder.resolve(form.kind() + "-one"), 1, header, lines);
    Collections.shuffle(lines, new Random(5));
    Path five = Tables.spread(folder.resolve(form.kind() + "-five"), 5, header, lines);
    List<String> expected = bits(form, one, target, 0.2);
    assertThat(bits(form, five, target, 0.2)).isEqualTo(expected);
    assertThat(bits(form, one, target, 0.3)).isNotEqualTo(expected);
  }

  private static List<String> bits(
      SequenceForm form, Path path, Loss.Target target, double holdout) {
    Table table = Tables.read(spark, path.toString());
    try (TrainingRows rows = GatheredSequences.load(table, form, false, Y, target, holdout)) {
      assertThat(rows.training().examples()).isGreaterThan(10);
      return Tables.bits(rows);
    }
  }
}
