package io.ganglion.spark.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.loss.Loss;
import io.ganglion.spark.LocalSpark;
import io.ganglion.spark.Tables;
import io.ganglion.spark.row.ColumnRoles;
import io.ganglion.spark.training.TrainingRows;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read by columns is what is read by rows, to the last bit. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScannedColumnsTest {
  /** More than a batch of Parquet's or ORC's holds, and more than a chunk takes at first. */
  private static final int ROWS = 10_000;

  private static final String[] COLUMNS = {
    "if(id % 7 = 3, null, sin(id)) as d",
    "if(id % 5 = 1, -0.0, cos(id)) as zero",
    "cast(if(id % 11 = 5, null, id / 3) as float) as f",
    "if(id % 13 = 2, null, 1700000000000 + id) as l",
    "cast(id % 1000 as int) as i",
    "cast(if(id % 17 = 4, null, id % 300) as smallint) as s",
    "cast(id % 100 as tinyint) as b",
    "if(id % 19 = 6, null, id % 2 = 0) as flag",
    "if(id % 23 = 8, null, concat('name ', id % 37)) as text",
    "cast(if(id % 29 = 9, null, id % 4) as int) as code",
    "0.5 + id % 3 as weight",
    "cast(id % 3 as string) as kind",
    "cast(null as double) as nothing",
    "id % 2 as part"
  };

  private SparkSession spark;
  private Dataset<Row> rows;

  @BeforeAll
  void makeRows() {
    spark = LocalSpark.session(2);
    rows = spark.range(0, ROWS, 1, 3).selectExpr(COLUMNS);
  }

  private static List<String> bits(Dataset<Row> rows, ColumnRoles roles, Loss.Target target) {
    Table table = new Table("data.train", "somewhere", rows);
    try (TrainingRows loaded = TrainingRows.load(table, Tables.request(roles, target, 0.2, 3))) {
      return Tables.bits(loaded);
    }
  }

  private static Dataset<Row> chosen(Dataset<Row> rows) {
    return rows.select("flag", "d", "text", "i");
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "orc"})
  void columnsOfEveryKindHaveTheBitsOfRows(String format, @TempDir Path folder) {
    String path = folder.resolve("table").toString();
    rows.write().partitionBy("part").format(format).save(path);
    Dataset<Row> read = spark.read().format(format).load(path);
    List<String> categorical = List.of("code");
    ColumnRoles number =
        new ColumnRoles(
            List.of("zero"), List.of(), List.of("kind", "nothing"), categorical, "weight");
    ColumnRoles named =
        new ColumnRoles(List.of("kind"), List.of(), List.of("nothing"), categorical, null);

    assertThat(ScannedColumns.of(chosen(read))).isNotNull();
    assertThat(ScannedColumns.of(chosen(rows))).isNull();
    assertThat(bits(read, named, Loss.Target.CLASS))
        .isEqualTo(bits(rows, named, Loss.Target.CLASS));
    assertThat(bits(read, number, Loss.Target.NUMBERS))
        .isEqualTo(bits(rows, number, Loss.Target.NUMBERS));
  }

  @Test
  void aQueryThatDoesMoreThanToChooseIsReadByRows(@TempDir Path folder) {
    String path = folder.resolve("table").toString();
    rows.write().parquet(path);
    Dataset<Row> read = chosen(spark.read().parquet(path));
    Column more = functions.col("i").plus(1);

    assertThat(ScannedColumns.of(read.withColumnRenamed("i", "j"))).isNotNull();
    assertThat(ScannedColumns.of(read.where("i > 3"))).isNull();
    assertThat(ScannedColumns.of(read.withColumn("i", more))).isNull();
    assertThat(ScannedColumns.of(read.orderBy("i"))).isNull();
    assertThat(ScannedColumns.of(read.limit(5))).isNull();
  }
}
