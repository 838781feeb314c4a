package io.ganglion.spark.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ganglion.loss.Loss;
import io.ganglion.spark.LocalSpark;
import io.ganglion.spark.Tables;
import io.ganglion.spark.facts.ClassWeights;
import io.ganglion.spark.facts.TargetUnits;
import io.ganglion.spark.row.ColumnRoles;
import io.ganglion.spark.training.TrainingRequest;
import io.ganglion.spark.training.TrainingRows;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableSourceTest {
  private final SparkSession spark = LocalSpark.session(2);

  @TempDir Path folder;

  private static List<String> kinds(Table table) {
    return table.columns().stream().map(c -> c.name() + " " + c.kind()).toList();
  }

  private static List<String> rows(Table table) {
    return table.rows().collectAsList().stream().map(Row::toString).sorted().toList();
  }

  @Test
  void readsQuotesSpacesAndMissingValues() throws IOException {
    Path file = folder.resolve("table.csv");
    Files.write(
        file,
        List.of(
            "x , name,\"a, b\",n/a",
            " 1.5 ,\"Smith, \"\"Jo\"\"\",?, ?",
            "-2e3,  plain text , .5,",
            "NaN,\"\",+7,1",
            "?,é,1.,2"));

    Table table = Tables.read(spark, file.toString(), "?");

    assertThat(kinds(table)).containsExactly("x NUMBER", "name TEXT", "a, b NUMBER", "n/a NUMBER");
    assertThat(rows(table))
        .containsExactly(
            "[-2000.0,plain text,0.5,null]",
            "[1.5,Smith, \"Jo\",null,null]",
            "[NaN,null,7.0,1.0]",
            "[null,é,1.0,2.0]");
  }

  @Test
  void aColumnIsNumericIfEveryFieldIsANumber() throws IOException {
    Table table =
        Tables.csv(
            spark,
            folder,
            "number,code,hex,words,none",
            "1,12D,0x1p3,1,",
            "inf,7,1,x,",
            "3,7,1,2,");

    assertThat(kinds(table))
        .containsExactly("number NUMBER", "code TEXT", "hex TEXT", "words TEXT", "none NUMBER");
  }

  @Test
  void aLineThatDoesNotFitItsHeaderIsRefused() throws IOException {
    Path data = Tables.spread(folder.resolve("data"), 1, "a,b", List.of("1,2", "1,2,3"));

    // Spark 3.5 doesn't say in which file.
    String place = spark.version().startsWith("3.5.") ? data.toString() : data + "/part-0.csv";
    assertThatThrownBy(() -> Tables.read(spark, data.toString()))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("data.train: file:")
        .hasMessageContaining(place + " holds a line that does not fit its header: 1,2,3; every")
        .hasMessageContaining("as many fields as the header");
  }

  @Test
  void filesWithColumnsInAnotherOrderAreRefused() throws IOException {
    Files.write(folder.resolve("one.csv"), List.of("a,b", "1,2"));
    Files.write(folder.resolve("two.csv"), List.of("b,a", "1,2"));

    assertThatThrownBy(() -> Tables.read(spark, folder.toString()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("has another header than the other files")
        .hasMessageContaining("same order");
  }

  @Test
  void anEmptyFileHasNoHeader() throws IOException {
    Path file = Files.createFile(folder.resolve("empty.csv"));

    assertThatThrownBy(() -> Tables.read(spark, file.toString()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("expected a header, found an empty file at file:");
  }

  @Test
  void readsCompressedFilesAndFolders() throws IOException {
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("part.csv.gz")))) {
      out.write("a,b\n1,x\n".getBytes(StandardCharsets.UTF_8));
    }
    Files.write(folder.resolve("other.csv"), List.of("a,b", "2,y"));
    Files.createFile(folder.resolve("_SUCCESS"));

    assertThat(rows(Tables.read(spark, folder.toString()))).containsExactly("[1.0,x]", "[2.0,y]");
  }

  @Test
  void readsEveryTypeOfParquet() {
    String path = folder.resolve("table.parquet").toString();
    Dataset<Row> rows =
        spark
            .range(3)
            .select(
                col("id").cast("byte").as("byte"),
                col("id").cast("short").as("short"),
                col("id").cast("int").as("int"),
                col("id").as("long"),
                col("id").divide(2).cast("float").as("float"),
                col("id").divide(4).as("double"),
                col("id").divide(8).cast("decimal(9,3)").as("decimal"),
                col("id").equalTo(1).as("flag"),
                lit("text").as("text"),
                lit("2026-01-01").cast("date").as("day"),
                lit("2026-01-01").cast("timestamp").as("time"),
                lit(new byte[] {1}).as("bytes"));
    rows.write().parquet(path);

    Table table = Tables.read(spark, path);

    assertThat(kinds(table))
        .containsExactly(
            "byte NUMBER",
            "short NUMBER",
            "int NUMBER",
            "long NUMBER",
            "float NUMBER",
            "double NUMBER",
            "decimal NUMBER",
            "flag NUMBER",
            "text TEXT",
            "day DATE",
            "time DATE",
            "bytes OTHER");
    TrainingRequest request =
        new TrainingRequest(
            ColumnRoles.of(
                "long", List.of("decimal", "flag", "float", "byte"), List.of("day", "time")),
            null,
            Loss.Target.NUMBERS,
            TargetUnits.RAW,
            ClassWeights.NONE,
            List.of(),
            0.0,
            0.0,
            1,
            n -> 1);
    try (TrainingRows loaded = TrainingRows.load(table, request)) {
      float[] numeric = Tables.blocks(loaded.training()).get(0).get(0).numeric;
      float[] values = Tables.blocks(loaded.training()).get(0).get(0).values;
      for (int r = 0; r < 3; r++) {
        float id = values[r];
        assertThat(new float[] {numeric[4 * r], numeric[4 * r + 1], numeric[4 * r + 2]})
            .containsExactly(id / 8f, id == 1f ? 1f : 0f, id / 2f);
        assertThat(numeric[4 * r + 3]).isEqualTo(id);
      }
    }
  }

  @Test
  void nothingAtAPathIsNamedInFull() {
    String path = folder.resolve("nowhere.csv").toString();

    assertThatThrownBy(() -> Tables.read(spark, path))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(
            "data.train: expected a file or folder, found nothing at file:" + path);
    assertThatThrownBy(() -> Tables.read(spark, "no/such/table.csv"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(Path.of("").toAbsolutePath() + "/no/such/table.csv");
  }

  @Test
  void theEndingMustTellTheFormat() throws IOException {
    Path file = Files.write(folder.resolve("table.txt"), List.of("a", "1"));

    assertThatThrownBy(() -> Tables.read(spark, file.toString()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("expected an ending that tells the format (.csv, .tsv, .parquet")
        .hasMessageContaining("give the format");
    Table table =
        Tables.source(new FileTable(List.of(file.toString()), TableFormat.CSV, null)).read(spark);
    assertThat(rows(table)).containsExactly("[1.0]");
  }

  @Test
  void aFolderHoldsOneFormat() throws IOException {
    Files.write(folder.resolve("one.csv"), List.of("a", "1"));
    Files.createFile(folder.resolve("two.parquet"));

    assertThatThrownBy(() -> Tables.read(spark, folder.toString()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("found both csv and parquet");
  }

  @Test
  void anEmptyFolderIsRefused() {
    assertThatThrownBy(() -> Tables.read(spark, folder.toString()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("expected a file of data, found none in file:");
  }

  @Test
  void aFileThatIsNoParquetIsRefused() throws IOException {
    Path file = Files.write(folder.resolve("table.parquet"), List.of("this is not parquet"));

    assertThatThrownBy(() -> Tables.read(spark, file.toString()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("data.train: cannot read file:")
        .hasMessageContaining("table.parquet");
  }
}
