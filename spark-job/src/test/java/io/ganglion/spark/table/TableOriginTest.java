package io.ganglion.spark.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.ganglion.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableOriginTest {
  private final SparkSession spark = LocalSpark.session(2);

  @TempDir Path folder;
  private FileTable file;

  @BeforeEach
  void write() throws IOException {
    Path path = folder.resolve("t.csv");
    Files.write(path, List.of("age,n", "17.50,?", "9,3", "020,4"));
    file = new FileTable(List.of(path.toString()), null, null);
  }

  private static TableSource where(TableOrigin origin, String filter) {
    return new TableSource("data.train", origin, filter, List.of("?"));
  }

  private static List<String> rows(Table table) {
    return table.rows().collectAsList().stream().map(Row::toString).toList();
  }

  @Test
  void severalPathsMakeOneTable() throws IOException {
    Path other = folder.resolve("u.csv");
    Files.write(other, List.of("age,n", "1,2"));
    FileTable both = new FileTable(List.of(file.paths().get(0), other.toString()), null, null);
    Table table = where(both, null).read(spark);
    assertThat(table.location()).isEqualTo("file:" + folder + "/t.csv, file:" + other);
    assertThat(rows(table)).hasSize(4).contains("[1.0,2.0]", "[9.0,3.0]");

    FileTable torn = new FileTable(List.of(other.toString(), folder + "/none.csv"), null, null);
    assertThatThrownBy(() -> where(torn, null).read(spark))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("found nothing at file:" + folder + "/none.csv");
    Path json = Files.write(folder.resolve("v.json"), List.of("{\"age\": 1}"));
    FileTable mixed = new FileTable(List.of(other.toString(), json.toString()), null, null);
    assertThatThrownBy(() -> where(mixed, null).read(spark))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("found both csv and json");
  }

  @Test
  void aFilterSpeaksOfValues() {
    Table table = where(file, "age > 10").read(spark);
    assertThat(rows(table)).containsExactly("[17.5,null]", "[20.0,4.0]");
    assertThat(table.location()).isEqualTo("file:" + folder + "/t.csv where age > 10");

    Table written = where(file, "age > 10").readAsWritten(spark);
    assertThat(rows(written)).containsExactly("[17.50,?]", "[020,4]");
    assertThat(written.columns().stream().map(TableColumn::name)).containsExactly("age", "n");
    assertThat(rows(where(file, "n is null").readAsWritten(spark))).containsExactly("[17.50,?]");
  }

  @Test
  void aFilterThatMeansNothingIsExplained() {
    for (boolean written : new boolean[] {false, true}) {
      assertThatThrownBy(() -> filtered("agee > 17", written))
          .isInstanceOf(DataException.class)
          .hasMessageStartingWith("data.train: cannot choose rows where 'agee > 17': A column")
          .hasMessageContaining("`agee` cannot be resolved")
          .hasMessageContaining("[`age`, `n`]; expected a condition")
          .hasMessageNotContaining("\n");
      assertThatThrownBy(() -> filtered("age > > 17", written))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("'age > > 17': Syntax error at or near '>'; expected a condition");
      assertThatThrownBy(() -> filtered("age + 1", written))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("is not a boolean; expected a condition");
    }
  }

  private Table filtered(String filter, boolean written) {
    TableSource source = where(file, filter);
    return written ? source.readAsWritten(spark) : source.read(spark);
  }

  @Test
  void readsTablesOfTheCatalog() {
    where(file, null).read(spark).rows().createOrReplaceTempView("people");
    Table table = where(new CatalogTable("people"), "n = 3").read(spark);
    assertThat(table.location()).isEqualTo("table people where n = 3");
    assertThat(rows(table)).containsExactly("[9.0,3.0]");
  }

  @Test
  void aTableThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> where(new CatalogTable("no.such"), null).read(spark))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("data.train: cannot open table 'no.such': The table or view")
        .hasMessageContaining("cannot be found")
        .hasMessageNotContaining("\n");
    assertThatThrownBy(() -> where(new CatalogTable("no such table"), null).read(spark))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'no such table': Syntax error");
  }

  @Test
  void readsQueries() {
    where(file, null).read(spark).rows().createOrReplaceTempView("people");
    Table table =
        where(
                new QueryTable(
                    "with old as (select * from people where age > 10)\n"
                        + "select age * 2 as twice from old -- all of them\n;"),
                "twice > 35")
            .readAsWritten(spark);
    assertThat(rows(table)).containsExactly("[40.0]");
    assertThat(table.location()).startsWith("query 'with old").endsWith(" where twice > 35");
  }

  @Test
  void aQueryReadsAFileWhoseTypesSparkInfers() {
    assumeThat(spark.version()).as("the SQL of Spark 3.5 has no options").doesNotStartWith("3.5.");
    String query = "select age + 1 as older from csv.`%s` with (header = true, inferSchema = true)";
    QueryTable origin = new QueryTable(query.formatted(file.paths().get(0)));
    assertThat(rows(where(origin, null).read(spark))).containsExactly("[18.5]", "[10.0]", "[21.0]");
  }

  @Test
  void aQueryThatMeansNothingIsExplained() {
    assertThatThrownBy(() -> where(new QueryTable("selec 1"), null).read(spark))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("data.train: cannot run the query 'selec 1': Syntax error")
        .hasMessageEndingWith("; correct the SQL, which has to be one select");
    assertThatThrownBy(() -> where(new QueryTable("select * from nowhere"), null).read(spark))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("`nowhere` cannot be found");
    assertThatThrownBy(
            () -> where(new QueryTable("select z from values (1) as t(zz)"), null).read(spark))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("`z` cannot be resolved")
        .hasMessageContaining("[`zz`]");
  }

  @Test
  void aQueryCannotChangeAnything() {
    spark.range(1).createOrReplaceTempView("precious");
    assertThatThrownBy(() -> where(new QueryTable("drop view precious"), null).read(spark))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("one select");
    assertThat(spark.table("precious").count()).isEqualTo(1);
  }
}
