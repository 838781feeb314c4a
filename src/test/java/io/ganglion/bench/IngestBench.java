package io.ganglion.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.rand;
import static org.apache.spark.sql.functions.sum;

import io.ganglion.loss.Loss;
import io.ganglion.spark.Sessions;
import io.ganglion.spark.facts.ClassWeights;
import io.ganglion.spark.facts.TargetUnits;
import io.ganglion.spark.row.ColumnRoles;
import io.ganglion.spark.table.FileTable;
import io.ganglion.spark.table.Table;
import io.ganglion.spark.table.TableSource;
import io.ganglion.spark.training.TrainingRequest;
import io.ganglion.spark.training.TrainingRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The time from a Parquet table to shards in memory, split, ranked and with all statistics, against
 * Spark's own scan that sums the same columns, in turn.
 */
final class IngestBench {
  private static final long ROWS = 3_000_000;
  private static final int COLUMNS = 20;
  private static final int ROUNDS = 9;

  private IngestBench() {}

  static void run() throws IOException {
    SparkConf conf =
        new SparkConf().setMaster("local[2]").setAppName("bench").set("spark.ui.enabled", "false");
    Path folder = Files.createTempDirectory("ganglion-bench");
    try (SparkSession spark =
        SparkSession.builder().config(Sessions.configure(conf)).getOrCreate()) {
      String path = folder.resolve("rows.parquet").toString();
      write(spark, path);
      double[] ratios = new double[ROUNDS];
      for (int i = 0; i < ROUNDS; i++) {
        double before = seconds(() -> scan(spark, path));
        double load = seconds(() -> load(spark, path));
        ratios[i] = load / (0.5 * (before + seconds(() -> scan(spark, path))));
        System.out.println(
            String.format(
                Locale.ROOT,
                "rows of %d doubles to shards: %.2f million rows/s, %.2f scans",
                COLUMNS + 1,
                ROWS / load / 1e6,
                ratios[i]));
      }
      Arrays.sort(ratios);
      System.out.println(
          String.format(
              Locale.ROOT,
              "from Parquet to shards: %.2f scans (%.2f to %.2f)",
              ratios[ROUNDS / 2],
              ratios[0],
              ratios[ROUNDS - 1]));
    } finally {
      delete(folder);
    }
  }

  private static void write(SparkSession spark, String path) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < COLUMNS; i++) {
      columns.add(rand(i).multiply(100).as("x" + i));
    }
    columns.add(rand(COLUMNS).as("y"));
    spark.range(0, ROWS, 1, 8).select(columns.toArray(Column[]::new)).write().parquet(path);
  }

  private static void scan(SparkSession spark, String path) {
    Dataset<Row> rows = spark.read().parquet(path);
    Column[] sums =
        Arrays.stream(rows.columns()).map(name -> sum(col(name))).toArray(Column[]::new);
    rows.agg(sums[0], Arrays.copyOfRange(sums, 1, sums.length)).collect();
  }

  private static void load(SparkSession spark, String path) {
    FileTable file = new FileTable(List.of(path), null, null);
    Table table = new TableSource("data.train", file, null, List.of()).read(spark);
    TrainingRequest request =
        new TrainingRequest(
            ColumnRoles.of("y", List.of(), List.of()),
            null,
            Loss.Target.NUMBERS,
            TargetUnits.STANDARDIZED,
            ClassWeights.NONE,
            List.of(),
            0.0,
            0.1,
            1,
            rows -> 8);
    TrainingRows.load(table, request).close();
  }

  private static double seconds(Runnable action) {
    long began = System.nanoTime();
    action.run();
    return (System.nanoTime() - began) / 1e9;
  }

  static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }
}
