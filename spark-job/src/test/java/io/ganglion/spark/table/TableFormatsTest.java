package io.ganglion.spark.table;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ganglion.config.Problems;
import io.ganglion.config.Section;
import io.ganglion.spark.LocalSpark;
import io.ganglion.spark.Tables;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableFormatsTest {
  private final SparkSession spark = LocalSpark.session(2);

  @TempDir Path folder;

  private String write(String name, String... lines) throws IOException {
    return Files.write(folder.resolve(name), List.of(lines)).toString();
  }

  private String zipped(String name, String... lines) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return file.toString();
  }

  private Table read(String path, TableFormat format, Map<String, Object> keys) {
    Problems problems = new Problems();
    FormatOptions options = format.options(Section.of("options", keys, problems));
    problems.throwIfAny();
    return Tables.source(new FileTable(List.of(path), format, options)).read(spark);
  }

  private static List<String> kinds(Table table) {
    return table.columns().stream().map(c -> c.name() + " " + c.kind()).toList();
  }

  private static List<String> rows(Table table) {
    return table.rows().collectAsList().stream().map(Row::toString).toList();
  }

  @Test
  void endingsTellFormats() {
    assertThat(TableFormat.ofFile("a.CSV")).isEqualTo(TableFormat.CSV);
    assertThat(TableFormat.ofFile("a.tsv.bz2")).isEqualTo(TableFormat.TSV);
    assertThat(TableFormat.ofFile("a.snappy.parquet")).isEqualTo(TableFormat.PARQUET);
    assertThat(TableFormat.ofFile("a.orc")).isEqualTo(TableFormat.ORC);
    assertThat(TableFormat.ofFile("a.json.gz")).isEqualTo(TableFormat.JSON);
    assertThat(TableFormat.ofFile("a.jsonl")).isEqualTo(TableFormat.JSON);
    assertThat(TableFormat.ofFile("a.libsvm.gz")).isEqualTo(TableFormat.LIBSVM);
    assertThat(TableFormat.ofFile("a.svm")).isEqualTo(TableFormat.LIBSVM);
    for (String none : List.of("a", "csv", "a.parquet.gz", "a.orc.bz2", "a.csv.gz.gz", "a.gz")) {
      assertThat(TableFormat.ofFile(none)).as(none).isNull();
    }
  }

  @Test
  void readsOrc() {
    String path = folder.resolve("t.orc").toString();
    spark.range(2).select(col("id"), col("id").cast("string").as("s")).write().orc(path);
    Table table = Tables.read(spark, path);
    assertThat(kinds(table)).containsExactly("id NUMBER", "s TEXT");
    assertThat(rows(table)).containsExactlyInAnyOrder("[0,0]", "[1,1]");
  }

  @Test
  void readsJson() throws IOException {
    String[] lines = {"{\"a\":1,\"b\":\"x\",\"c\":true,\"d\":{\"e\":1}}", "{\"a\":2.5}"};
    for (String path : List.of(write("t.jsonl", lines), zipped("t.json.gz", lines))) {
      Table table = Tables.read(spark, path);
      assertThat(kinds(table)).containsExactly("a NUMBER", "b TEXT", "c NUMBER", "d OTHER");
      assertThat(rows(table)).containsExactly("[1.0,x,true,[1]]", "[2.5,null,null,null]");
    }
  }

  @Test
  void jsonMayTakeSeveralLines() throws IOException {
    String path = write("t.json", "[{\"a\":1,", "\"b\":\"x\"}, {\"a\":2}]");
    assertThat(rows(read(path, TableFormat.JSON, Map.of("multiLine", true))))
        .containsExactly("[1,x]", "[2,null]");
    assertThatThrownBy(() -> Tables.read(spark, path))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("data.train: file:" + path + " holds what is no JSON (")
        .hasMessageContaining("multiLine");
    assertThatThrownBy(() -> Tables.read(spark, write("none.json")))
        .isInstanceOf(DataException.class)
        .hasMessage("data.train: expected columns, found none in file:" + folder + "/none.json");
  }

  @Test
  void readsLibsvmSparse() throws IOException {
    String[] lines = {"1 1:0.5 3:2", "", "# two", "-1  2:1e3 ", "0"};
    for (String path : List.of(write("t.svm", lines), zipped("t.libsvm.gz", lines))) {
      Table table = Tables.read(spark, path);
      assertThat(kinds(table)).containsExactly("label NUMBER", "features VECTOR");
      assertThat(rows(table))
          .containsExactly(
              "[1.0,(3,[0,2],[0.5,2.0])]", "[-1.0,(3,[1],[1000.0])]", "[0.0,(3,[],[])]");
    }
    Table wide = read(folder + "/t.svm", TableFormat.LIBSVM, Map.of("features", 10));
    assertThat(((Vector) wide.rows().first().get(1)).size()).isEqualTo(10);
  }

  @Test
  void vectorsComeFromParquetToo() throws IOException {
    Tables.read(spark, write("t.svm", "1 2:3")).rows().write().parquet(folder + "/t.parquet");
    assertThat(kinds(Tables.read(spark, folder + "/t.parquet")))
        .containsExactly("label NUMBER", "features VECTOR");
  }

  @Test
  void aLineThatIsNotLibsvmIsShownWithItsFile() throws IOException {
    String[] wrong = {
      "1 0:0.5",
      "1 3:1 2:1",
      "1 2:1 2:1",
      "x 1:2",
      "1 1:x",
      "1 1",
      "1,2",
      "1 99999999999:1",
      "1 -1:2"
    };
    Files.createDirectories(folder.resolve("t"));
    write("t/good.svm", "1 1:2");
    for (String line : wrong) {
      write("t/wrong.svm", "0 1:1", line);
      assertThatThrownBy(() -> Tables.read(spark, folder + "/t"))
          .as(line)
          .isInstanceOf(DataException.class)
          .hasMessageMatching(
              "data.train: file:/+.*/t/wrong.svm holds a line that is not LIBSVM: '"
                  + line
                  + "'; expected .* begin at 1 .*");
    }
    assertThatThrownBy(() -> Tables.read(spark, write("bare.svm", "1", "0")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("expected numbers with positions, found none");
  }

  @Test
  void wrongLinesAreToldOfWithAGivenWidthToo() throws IOException {
    for (String line : List.of("1 1:x", "1 0:1")) {
      Table table = read(write("t.svm", "1 1:1", line), TableFormat.LIBSVM, Map.of("features", 3));
      assertThatThrownBy(
              () -> SourceFailures.explained("x", table.location(), () -> table.rows().collect()))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("t.svm holds a line that is not LIBSVM (");
    }
    Table narrow = read(write("t.svm", "1 5:1"), TableFormat.LIBSVM, Map.of("features", 3));
    assertThatThrownBy(
            () -> SourceFailures.explained("x", narrow.location(), () -> narrow.rows().collect()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("t.svm holds more than the 3 features that the option names");
  }

  @Test
  void optionsOfOtherFormatsAreRefused() {
    assertThatThrownBy(() -> read("t", TableFormat.LIBSVM, Map.of("feature", 3)))
        .hasMessage("options.feature: is not a key here; did you mean 'features'?");
    assertThatThrownBy(() -> read("t", TableFormat.LIBSVM, Map.of("features", 0)))
        .hasMessage("options.features: expected at least 1, found 0");
    assertThatThrownBy(() -> read("t", TableFormat.JSON, Map.of("multiline", true)))
        .hasMessage("options.multiline: is not a key here; did you mean 'multiLine'?");
    assertThatThrownBy(() -> read("t", TableFormat.PARQUET, Map.of("header", true)))
        .hasMessage("options.header: is not a key here");
  }

  @Test
  void aFileThatIsNoOrcIsRefused() throws IOException {
    String path = write("t.orc", "this is not ORC");
    assertThatThrownBy(() -> Tables.read(spark, path))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("data.train: cannot read file:")
        .hasMessageContaining("t.orc");
  }
}
