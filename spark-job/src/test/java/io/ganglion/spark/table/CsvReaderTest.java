package io.ganglion.spark.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ganglion.config.ConfigException;
import io.ganglion.config.Problems;
import io.ganglion.config.Section;
import io.ganglion.spark.LocalSpark;
import io.ganglion.spark.Tables;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvReaderTest {
  private final SparkSession spark = LocalSpark.session(2);

  @TempDir Path folder;

  private String write(String name, String... lines) throws IOException {
    return Files.write(folder.resolve(name), List.of(lines)).toString();
  }

  private static FormatOptions options(Map<String, Object> keys) {
    Problems problems = new Problems();
    FormatOptions options = TableFormat.CSV.options(Section.of("options", keys, problems));
    problems.throwIfAny();
    return options;
  }

  private Table read(String path, Map<String, Object> options) {
    return Tables.source(new FileTable(List.of(path), TableFormat.CSV, options(options)))
        .read(spark);
  }

  private static List<String> content(Table table) {
    List<String> content = new ArrayList<>();
    table.columns().forEach(c -> content.add(c.name() + " " + c.kind()));
    table.rows().collectAsList().stream().map(Row::toString).forEach(content::add);
    return content;
  }

  @Test
  void separatorQuoteEscapeAndCommentAreSet() throws IOException {
    String path = write("t.csv", "# made by hand", "a;b", "'x;y';1", "'it\\'s';2");
    Map<String, Object> options =
        Map.of("separator", ";", "quote", "'", "escape", "\\", "comment", "#");
    assertThat(content(read(path, options)))
        .containsExactly("a TEXT", "b NUMBER", "[x;y,1.0]", "[it's,2.0]");
  }

  @Test
  void separatorsMayBeLongOrTabs() throws IOException {
    assertThat(content(read(write("l.csv", "a||b", "1||x"), Map.of("separator", "||"))))
        .containsExactly("a NUMBER", "b TEXT", "[1.0,x]");
    assertThat(content(read(write("t.csv", "a\tb", "1\tx"), Map.of("separator", "\\t"))))
        .containsExactly("a NUMBER", "b TEXT", "[1.0,x]");
    String tabs = write("t.tsv", "a\tb", "1\t", "\t", "2\tx");
    assertThat(content(Tables.read(spark, tabs)))
        .containsExactly("a NUMBER", "b TEXT", "[1.0,null]", "[2.0,x]");
  }

  @Test
  void withoutAHeaderColumnsAreNumbered() throws IOException {
    assertThat(content(read(write("t.csv", "1,x", "2,y"), Map.of("header", false))))
        .containsExactly("_c0 NUMBER", "_c1 TEXT", "[1.0,x]", "[2.0,y]");
  }

  @Test
  void quotesCanBeLettersLikeOthers() throws IOException {
    assertThat(content(read(write("t.csv", "a,b", "1,\"x", "2,y\""), Map.of("quote", ""))))
        .containsExactly("a NUMBER", "b TEXT", "[1.0,\"x]", "[2.0,y\"]");
  }

  @Test
  void anyEncodingWithOrdinaryLineEndsIsRead() throws IOException {
    for (String encoding : List.of("windows-1252", "GBK", "ISO-8859-1", "UTF-8")) {
      String text = encoding.equals("GBK") ? "神经" : "é";
      Path file = folder.resolve(encoding + ".csv");
      Files.writeString(file, "a,b\n1," + text + "\n", Charset.forName(encoding));
      assertThat(content(read(file.toString(), Map.of("encoding", encoding))))
          .containsExactly("a NUMBER", "b TEXT", "[1.0," + text + "]");
    }
  }

  @Test
  void wrongOptionsAreAllNamed() {
    assertThatThrownBy(
            () ->
                options(
                    Map.of(
                        "separatr",
                        ";",
                        "quote",
                        "''",
                        "escape",
                        "",
                        "header",
                        "yes",
                        "encoding",
                        "UTF-16",
                        "comment",
                        "//",
                        "separator",
                        "")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("options.separatr: is not a key here; did you mean 'separator'?")
        .hasMessageContaining("options.quote: expected one character, found ''''")
        .hasMessageContaining("options.escape: expected one character, found ''")
        .hasMessageContaining("options.header: expected true or false, found the text 'yes'")
        .hasMessageContaining("options.encoding: expected one with a byte a line end, found UTF-16")
        .hasMessageContaining("options.comment: expected one character, found '//'")
        .hasMessageContaining("options.separator: expected a character such as ';'");
    assertThatThrownBy(() -> options(Map.of("encoding", "klingon")))
        .hasMessageContaining("options.encoding: no encoding is called 'klingon'");
  }

  @Test
  void aHeaderWithoutANameIsReadFromOneFile() throws IOException {
    assertThat(content(Tables.read(spark, write("t.csv", ",x", "1,2"))))
        .containsExactly("_c0 NUMBER", "x NUMBER", "[1.0,2.0]");
    assertThat(content(Tables.read(spark, write("q.csv", "\"\",\"x\"", "\"r\",2"))))
        .containsExactly("_c0 TEXT", "x NUMBER", "[r,2.0]");
    FileTable both = new FileTable(List.of(folder + "/t.csv", folder + "/t.csv"), null, null);
    assertThat(content(Tables.source(both).read(spark))).hasSize(4);

    write("u.csv", ",x", "3,4");
    Table several = Tables.read(spark, folder + "/[tu].csv");
    assertThatThrownBy(
            () -> SourceFailures.explained("x", several.location(), () -> content(several)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("has a column without a name in its header; name it");
  }

  @Test
  void foldersThatNameAValueMakeAColumn() throws IOException {
    Files.createDirectories(folder.resolve("t/year=2024"));
    write("t/year=2024/part.csv", "a,b", "1,x");
    assertThat(content(Tables.read(spark, folder + "/t")))
        .containsExactly("a NUMBER", "b TEXT", "year NUMBER", "[1.0,x,2024]");
  }

  @Test
  void aHeaderThatComesAgainIsARow() throws IOException {
    assertThat(content(Tables.read(spark, write("t.csv", "a,b", "1,2", "a,b"))))
        .containsExactly("a TEXT", "b TEXT", "[1,2]", "[a,b]");
  }

  @Test
  void aNumberCanStandForNoValue() throws IOException {
    assertThat(content(Tables.read(spark, write("t.csv", "a,b", "-1,-1.5", "2,-1"), "-1", "x")))
        .containsExactly("a NUMBER", "b NUMBER", "[null,-1.5]", "[2.0,null]");
  }

  @Test
  void wordsForNumbersAreRead() throws IOException {
    assertThat(content(Tables.read(spark, write("t.csv", "a,b", "nan,1e400", "-INF,.5"))))
        .containsExactly("a NUMBER", "b NUMBER", "[NaN,Infinity]", "[-Infinity,0.5]");
  }

  /** Spark's parser says what is true of fields; the walk over lines may only say nothing. */
  @Test
  void linesAndFieldsTellTheSame() throws IOException {
    String[] fields = {
      "1", "-2.5e3", "", " 7 ", "?", "x", "12D", "0x1p3", "nan", " Inf", "+.5", "1.", ".", "-", "é",
      "1 2", "\"3\"", "\"a,b\"", "1e", "\u00001"
    };
    Random random = new Random(5);
    int told = 0;
    for (int table = 0; table < 40; table++) {
      int columns = 1 + random.nextInt(4);
      // Columns of few fields, so that some are numbers; most tables without quotes and such.
      int kinds = random.nextInt(5) == 0 ? fields.length : 1 + random.nextInt(fields.length - 4);
      List<String> lines = new ArrayList<>(List.of("a,b,c,d".substring(0, 2 * columns - 1)));
      for (int row = random.nextInt(6); row >= 0; row--) {
        List<String> line = new ArrayList<>();
        for (int c = 0; c < columns; c++) {
          line.add(fields[random.nextInt(kinds)]);
        }
        lines.add(String.join(",", line));
      }
      String path = Files.write(folder.resolve("t" + table + ".csv"), lines).toString();
      CsvOptions options = (CsvOptions) TableFormat.CSV.usualOptions();
      FieldKinds none = new FieldKinds(columns, Set.of("?"));
      FieldKinds byLines = LineScan.kinds(spark.read().textFile(path), options, none);
      FieldKinds byFields =
          FieldScan.kinds(spark.read().format("csv").options(options.spark()).load(path), none);
      if (byLines != null) {
        assertThat(byLines.bytes()).as(lines.toString()).isEqualTo(byFields.bytes());
        told++;
      }
    }
    assertThat(told).isBetween(20, 39);
  }
}
