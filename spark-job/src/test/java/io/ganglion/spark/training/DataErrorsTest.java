package io.ganglion.spark.training;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ganglion.data.LabelColumn;
import io.ganglion.data.NumericColumn;
import io.ganglion.data.Schema;
import io.ganglion.data.TargetScaling;
import io.ganglion.loss.Loss;
import io.ganglion.spark.LocalSpark;
import io.ganglion.spark.Tables;
import io.ganglion.spark.row.ColumnRoles;
import io.ganglion.spark.table.DataException;
import io.ganglion.spark.table.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataErrorsTest {
  private final SparkSession spark = LocalSpark.session(2);

  @TempDir Path folder;

  private void refused(Loss.Target target, double holdout, List<String> parts, String... lines)
      throws IOException {
    Table table = Tables.csv(spark, folder, lines);
    refused(table, Tables.request("y", target, holdout, 2), parts);
  }

  private static void refused(Table table, TrainingRequest request, List<String> parts) {
    assertThatThrownBy(() -> TrainingRows.load(table, request).close())
        .isInstanceOf(DataException.class)
        .satisfies(e -> assertThat(e.getMessage()).contains(parts).contains("data.train: "));
  }

  @Test
  void labelThatIsNotThere() throws IOException {
    Table table = Tables.csv(spark, folder, "length,Species", "1,a");
    refused(
        table,
        Tables.request("species", Loss.Target.CLASS, 0.0, 1),
        List.of("table.csv has no column 'species'; did you mean 'Species'?"));
  }

  @Test
  void textForANumber() throws IOException {
    refused(
        Loss.Target.NUMBERS,
        0.0,
        List.of("label 'y' holds text (for example '12,5')", "expected numbers for this loss"),
        "x,y",
        "1,3",
        "2,\"12,5\"");
  }

  @Test
  void labelsThatAreMissing() throws IOException {
    refused(
        Loss.Target.NUMBERS,
        0.5,
        List.of("label 'y' is missing in 2 of 4 rows; fill it or leave"),
        "x,y",
        "1,",
        "2,2",
        "3,NaN",
        "4,4");
    refused(
        Loss.Target.CLASS, 0.0, List.of("label 'y' is missing in 1 of 2 rows"), "x,y", "1,", "2,a");
  }

  @Test
  void numbersAmongWhichTextsAreFoundAreAWarning() throws IOException {
    Table table = Tables.csv(spark, folder, "sex,size,y", "m,1.5,a", "f,tall,b", "f,2,a", "m,3,b");
    try (TrainingRows rows =
        TrainingRows.load(table, Tables.request("y", Loss.Target.CLASS, 0.0, 1))) {
      assertThat(rows.facts().warnings())
          .singleElement()
          .asString()
          .contains("column 'size' holds numbers and texts, for example 'tall'")
          .contains("'missing'");
    }
  }

  @Test
  void featuresWithoutAValue() throws IOException {
    refused(
        Loss.Target.CLASS,
        0.0,
        List.of("column 'x' has no value in any of the 2 training rows"),
        "x,z,y",
        ",1,a",
        "NaN,2,b");
  }

  @Test
  void infiniteValues() throws IOException {
    refused(
        Loss.Target.NUMBERS,
        0.5,
        List.of(
            "column 'x' holds 2 values beyond the range of a float (for example -Infinity)",
            "label 'y' holds 1 value beyond the range of a float (for example 1.0E39)"),
        "x,y",
        "1,1",
        "-inf,2",
        "3,1e39",
        "inf,4");
  }

  @Test
  void splitsWithoutRows() throws IOException {
    refused(
        Loss.Target.NUMBERS,
        0.001,
        List.of("a holdout of 0.001 leaves 2 training and 0 held-out rows of 2"),
        "x,y",
        "1,1",
        "2,2");
    refused(Loss.Target.NUMBERS, 0.0, List.of("expected rows, found none in file:"), "x,y");
  }

  @Test
  void datesByName() {
    Table table =
        new Table(
            "data.train",
            "somewhere",
            spark.range(2).withColumn("sold", lit("2026-01-01").cast("date")).toDF("y", "sold"));
    refused(
        table,
        Tables.request("y", Loss.Target.NUMBERS, 0.0, 1),
        List.of("column 'sold' is of type date, expected a number or a text; exclude it, or make"));
    refused(
        table,
        Tables.request("sold", Loss.Target.CLASS, 0.0, 1),
        List.of("label 'sold' is of type date, expected a number or a text"));
  }

  @Test
  void binaryLabelsWithOtherThanTwoClasses() throws IOException {
    refused(
        Loss.Target.BINARY,
        0.0,
        List.of("label 'y' needs exactly two classes for this loss, found '1', '2', '10'"),
        "x,y",
        "1,10",
        "2,2",
        "3,1");
    refused(
        Loss.Target.CLASS,
        0.0,
        List.of("label 'y' needs at least two classes, found 'a'"),
        "x,y",
        "1,a",
        "2,a");
  }

  @Test
  void columnsWithTwoRolesOrNone() throws IOException {
    Table table = Tables.csv(spark, folder, "x,y", "1,1");
    refused(
        table,
        Tables.request(
            ColumnRoles.of("y", List.of("x", "x", "y", "w"), List.of("v")),
            Loss.Target.NUMBERS,
            0.0,
            1),
        List.of(
            "feature 'x' has another role as well",
            "feature 'y' has another role as well",
            "has no column 'w'",
            "has no column 'v'"));
    refused(
        table,
        Tables.request(ColumnRoles.of("y", List.of(), List.of("x")), Loss.Target.NUMBERS, 0.0, 1),
        List.of("expected a column beside the label, found none in file:"));
  }

  @Test
  void aClassThatOnlyTheTestDataHas() throws IOException {
    Table table = Tables.csv(spark, folder, "x,y", "1,a", "2,c", "3,d");
    Schema schema =
        new Schema(
            List.of(NumericColumn.of("x", 0, 1, 0, 1, 0)),
            LabelColumn.classes("y", List.of("a", "b"), false));

    assertThatThrownBy(() -> LabelledRows.load(table, schema, Loss.Target.CLASS, 2).close())
        .isInstanceOf(DataException.class)
        .hasMessageContaining(
            "label 'y' has classes that the training data does not have: 'c', 'd'; expected 'a',"
                + " 'b'");
  }

  @Test
  void aColumnThatTheTestDataLacks() throws IOException {
    Table table = Tables.csv(spark, folder, "x1,y", "1,2");
    Schema schema =
        new Schema(
            List.of(NumericColumn.of("x2", 0, 1, 0, 1, 0)),
            LabelColumn.number("y", TargetScaling.NONE));

    assertThatThrownBy(() -> LabelledRows.load(table, schema, Loss.Target.NUMBERS, 2).close())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("has no column 'x2'; did you mean 'x1'?");
  }

  @Test
  void manyConstantColumnsAreOneWarning() throws IOException {
    Table table =
        Tables.csv(spark, folder, "a,b,c,d,e,f,x,y", "1,2,3,4,5,6,7,8", "1,2,3,4,5,6,8,9");
    try (TrainingRows rows =
        TrainingRows.load(table, Tables.request("y", Loss.Target.NUMBERS, 0.0, 1))) {
      assertThat(rows.facts().warnings())
          .containsExactly(
              "6 columns hold one and the same value in every training row (a, b, c, d, e, …):"
                  + " nothing can be learned from them");
    }
  }

  @Test
  void constantColumnsAreWarnedOf() throws IOException {
    Table table = Tables.csv(spark, folder, "x,z,y", "3,1,5", "3,2,5", ",3,5");
    try (TrainingRows rows =
        TrainingRows.load(table, Tables.request("y", Loss.Target.NUMBERS, 0.0, 1))) {
      assertThat(rows.facts().warnings())
          .containsExactly(
              "column 'x' is 3 in every training row: nothing can be learned from it",
              "label 'y' is 5 in every training row: nothing can be learned from it");
      assertThat(rows.schema().numbers().get(0).variance()).isZero();
      assertThat(rows.schema().label().scaling().deviations()).containsExactly(1.0);
      assertThat(Tables.blocks(rows.training()).get(0).get(0).values).containsOnly(0f);
    }
  }
}
