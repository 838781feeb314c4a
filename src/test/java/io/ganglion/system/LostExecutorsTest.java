package io.ganglion.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.job.Main;
import io.ganglion.tensor.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Executors are killed while data of each kind is read, and again while it is trained on. */
@Tag("faults")
final class LostExecutorsTest {
  private static final int EPOCHS = 60;

  private static final String TRAINING =
      """
      training: {loss: categorical_crossentropy, batchSize: 16, epochs: %d, shards: 3, seed: 1,
        averaging: {every: 3}%s}
      output: '%s'
      """;

  private static final String QUERY =
      """
      name: lost-executors-query
      data: {train: {sql: "SELECT x1, x2, kind FROM parquet.`%s` WHERE x1 > -9"}, label: kind,
        holdout: 0.2}
      network: [normalization, dense: {units: 16, activation: tanh}, dropout: 0.2, dense: {units: 3}]
      """;

  private static final String SEQUENCES =
      """
      name: lost-executors-sequences
      data: {train: '%s', sequence: {id: series, order: t}, label: kind, holdout: 0.2}
      network: [normalization, lstm: {units: 8}, dropout: 0.2, dense: {units: 3}]
      """;

  private static final String GRAPH =
      """
      name: lost-executors-graph
      data:
        nodes: '%s'
        edges: '%s'
        graph: {node: id, source: from, target: to, undirected: true}
        label: kind
        holdout: 0.2
      network: [normalization, graph_sage: {units: 8, activation: relu}, graph_sage: {units: 3}]
      """;

  @TempDir static Path shared;

  private static SparkHome spark;
  private static StandaloneCluster cluster;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws Exception {
    System.setProperty("spark.master", "local[2]");
    System.setProperty("spark.ui.enabled", "false");
    spark = SparkHome.in(shared.resolve("spark"));
    cluster = new StandaloneCluster(spark, 2, 2);
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  private static String row(int key) {
    double x1 = key % 3 + Seeds.normal(1, 2L * key);
    double x2 = Seeds.normal(1, 2L * key + 1) - key % 3;
    return String.format(Locale.ROOT, "%.5f,%.5f,kind%d", x1, x2, key % 3);
  }

  private Path table(String name, String header, int rows, IntFunction<String> row)
      throws IOException {
    List<String> lines = new ArrayList<>(List.of(header));
    for (int r = 0; r < rows; r++) {
      lines.add(row.apply(r));
    }
    return Files.write(folder.resolve(name), lines);
  }

  @Test
  void ofAQueryOfParquetFiles() throws Exception {
    Path rows = table("rows.csv", "x1,x2,kind", 1500, LostExecutorsTest::row);
    Path files = folder.resolve("rows.parquet");
    try (SparkSession session = SparkSession.builder().getOrCreate()) {
      session
          .read()
          .option("header", true)
          .option("inferSchema", true)
          .csv(rows.toString())
          .repartition(5)
          .write()
          .parquet(files.toString());
    }
    disturb(QUERY.formatted(files), "");
  }

  @Test
  void ofSequences() throws Exception {
    Path steps =
        table(
            "steps.csv",
            "series,t,x1,x2,kind",
            3000,
            r -> r % 300 + "," + r / 300 + "," + row(r % 300 + 300 * (r / 300)));
    disturb(SEQUENCES.formatted(steps), "");
  }

  @Test
  void ofAGraph() throws Exception {
    int count = 600;
    Path nodes = table("nodes.csv", "id,x1,x2,kind", count, r -> "n" + r + "," + row(r));
    Path edges =
        table(
            "edges.csv",
            "from,to",
            2 * count,
            r -> "n" + r % count + ",n" + (r + 3 * (1 + r % 7)) % count);
    disturb(GRAPH.formatted(nodes, edges), ", fanOut: [4, 2]");
  }

  private void disturb(String data, String more) throws Exception {
    Path quiet = job("quiet", data, more);
    assertThat(Main.execute("train", quiet.toString())).isZero();

    List<String> options = new ArrayList<>();
    for (String setting :
        List.of(
            "spark.executor.memory=512m",
            "spark.executor.cores=1",
            "spark.cores.max=2",
            "spark.task.maxFailures=50")) {
      options.addAll(List.of("--conf", setting));
    }
    Path job = job("disturbed", data, more);
    Disturbed training =
        Disturbed.start(
            spark.submit(cluster.address(), options, "train", job.toString()), job.getParent());
    StandaloneCluster.await(
        "a task", () -> StandaloneCluster.text(training.errors()).contains("Finished task"));
    killOne();
    assertThat(StandaloneCluster.text(training.output())).doesNotContain("epoch");
    training.reach(9);
    killOne();
    String log = training.end();

    assertThat(Weights.of(job.getParent())).isEqualTo(Weights.of(quiet.getParent()));
    assertThat(
            log.lines()
                .filter(line -> line.contains("StandaloneAppClient"))
                .filter(line -> line.contains("exited with code 137")))
        .hasSize(2);
  }

  private Path job(String name, String data, String more) throws IOException {
    Path own = Files.createDirectories(folder.resolve(name));
    String text = data + TRAINING.formatted(EPOCHS, more, own.resolve("out"));
    return Files.writeString(own.resolve("job.yaml"), text);
  }

  private static void killOne() throws InterruptedException {
    StandaloneCluster.await("an executor", () -> !cluster.executors().isEmpty());
    assertThat(cluster.executors().get(0).destroyForcibly()).isTrue();
  }
}
