package io.ganglion.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ganglion.data.LabelColumn;
import io.ganglion.model.TrainedModel;
import io.ganglion.spark.graph.GraphScoring;
import io.ganglion.spark.graph.GraphTables;
import io.ganglion.spark.graph.SetScoring;
import io.ganglion.spark.scoring.Scoring;
import io.ganglion.spark.scoring.TableAnswer;
import io.ganglion.spark.sequence.RawSequences;
import io.ganglion.spark.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Of every job file of the project ONNX Runtime predicts from the table what the command does. */
final class JobsInOnnxTest {
  private static final double TOLERANCE = 1e-5;

  /**
   * Columns of up to 711 enter without normalization, and what they add up to cancels: of networks
   * of this size with random weights, float32 itself is up to 2e-4 off what doubles give.
   */
  private static final Map<String, Double> COARSER = Map.of("conf/course/10-summary.yaml", 2e-4);

  private static SparkSession spark;

  @TempDir Path folder;

  private String job;

  @BeforeAll
  static void open() {
    System.setProperty("spark.master", "local[2]");
    System.setProperty("spark.ui.enabled", "false");
    System.setProperty("spark.sql.shuffle.partitions", "2");
    spark = Sparks.open("jobs in ONNX");
  }

  @AfterAll
  static void close() throws IOException {
    spark.close();
  }

  static Stream<String> jobs() throws IOException {
    List<String> jobs = new ArrayList<>();
    for (String place : List.of("conf", "conf/course")) {
      try (Stream<Path> files = Files.list(ShortTables.project(place))) {
        files
            .map(file -> place + "/" + file.getFileName())
            .filter(file -> file.endsWith(".yaml"))
            .sorted()
            .forEach(jobs::add);
      }
    }
    return jobs.stream();
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void onnxRuntimePredictsTheSame(String file) throws Exception {
    this.job = file;
    ShortJob trained = ShortJob.of(ShortTables.project(file), folder);
    assumeTrue(trained != null, "GANGLION_DATA names no folder with the tables of " + file);
    TrainedModel model = trained.train(spark);
    try (RawOnnx onnx = new RawOnnx(model)) {
      if (model.schema().graphs() != null) {
        graphsAgree(model, onnx, trained.graphs(spark));
      } else if (model.schema().sequences() != null) {
        List<RawSequences.Sequence> sequences = RawSequences.of(spark, model, trained.rows(spark));
        Map<String, Object> found = onnx.sequences(sequences);
        assertAgree(
            model, found, sequences.stream().map(RawSequences.Sequence::predictions).toList());
      } else {
        Table table = trained.rows(spark);
        Scoring scoring =
            new Scoring(spark, model, TableAnswer.of(model, null), Scoring.Invalid.ERROR);
        List<Row> rows = scoring.score(table).collectAsList();
        assertAgree(model, onnx.rows(rows), each(rows));
      }
    }
  }

  private static List<List<Row>> each(List<Row> rows) {
    return rows.stream().map(row -> List.of(row)).toList();
  }

  private void graphsAgree(TrainedModel model, RawOnnx onnx, GraphTables tables) throws Exception {
    if (model.schema().graphs().form().many()) {
      List<Row> graphs =
          new SetScoring(spark, model, TableAnswer.of(model, null), null)
              .score(tables)
              .collectAsList();
      assertAgree(model, onnx.graphs(graphs, tables), each(graphs));
      return;
    }
    List<Row> nodes =
        new GraphScoring(model, null, TableAnswer::of, null).score(tables).collectAsList();
    List<Row> edges = tables.edges().rows().collectAsList();
    if (model.schema().graphs().pairs()) {
      linksAgree(onnx, tables.nodes().columns().size(), nodes, edges);
    } else {
      assertAgree(model, onnx.nodes(nodes, edges), each(nodes));
    }
  }

  /** The command writes vectors of nodes, whose products tell how likely they have an edge. */
  private void linksAgree(RawOnnx onnx, int own, List<Row> nodes, List<Row> edges)
      throws Exception {
    long[][] pairs = new long[nodes.size()][];
    Arrays.setAll(pairs, i -> new long[] {i, (7L * i + 1) % nodes.size()});
    float[][] found = (float[][]) onnx.pairs(nodes, edges, pairs).get("probabilities");
    assertThat(found).as(job).hasNumberOfRows(pairs.length);
    Set<Double> different = new HashSet<>();
    for (int p = 0; p < pairs.length; p++) {
      Row a = nodes.get((int) pairs[p][0]);
      Row b = nodes.get((int) pairs[p][1]);
      double product = 0.0;
      for (int i = own; i < a.size(); i++) {
        product += (double) a.getFloat(i) * b.getFloat(i);
      }
      double expected = 1.0 / (1.0 + Math.exp(-product));
      assertThat((double) found[p][1]).as(job).isCloseTo(expected, within(TOLERANCE));
      different.add(expected);
    }
    assertThat(different).as("unlike predictions of %s", job).hasSizeGreaterThan(1);
  }

  /**
   * Compares all outputs.
   *
   * @param expected of each example a row, or of each a row a step
   */
  private void assertAgree(
      TrainedModel model, Map<String, Object> found, List<List<Row>> expected) {
    LabelColumn label = model.schema().label();
    String output = label.classed() ? "probabilities" : "prediction";
    List<String> columns =
        label.classed() ? columns("probability_", label.classes()) : numbers(label.names());
    boolean perStep =
        model.schema().sequences() != null && model.schema().sequences().labelPerStep();
    Set<Object> different = new HashSet<>();
    for (int i = 0; i < expected.size(); i++) {
      for (int t = 0; t < (perStep ? expected.get(i).size() : 1); t++) {
        Row row = expected.get(i).get(t);
        float[] numbers = (float[]) at(found.get(output), perStep, i, t);
        assertClose(row, columns, numbers);
        if (label.classed()) {
          Object best = at(found.get("prediction"), perStep, i, t);
          assertBest(row, best instanceof long[] number ? "" + number[0] : ((String[]) best)[0]);
        }
        different.add(Arrays.toString(numbers));
      }
    }
    if (model.spec().network().undirected() != null) {
      for (int i = 0; i < expected.size(); i++) {
        assertClose(
            expected.get(i).get(0),
            List.of("energy"),
            (float[]) at(found.get("energy"), false, i, 0));
      }
    }
    assertThat(different).as("unlike predictions of %s", job).hasSizeGreaterThan(1);
  }

  private static Object at(Object output, boolean perStep, int example, int step) {
    Object row = ((Object[]) output)[example];
    return perStep ? ((Object[]) row)[step] : row;
  }

  private static List<String> columns(String prefix, List<String> names) {
    return names.stream().map(name -> prefix + name).toList();
  }

  private static List<String> numbers(List<String> names) {
    return names.size() == 1 ? List.of("prediction") : columns("prediction_", names);
  }

  private void assertClose(Row row, List<String> columns, float[] found) {
    assertThat(found).as(job).hasSize(columns.size());
    double tolerance = COARSER.getOrDefault(job, TOLERANCE);
    for (int i = 0; i < found.length; i++) {
      double wanted = row.<Number>getAs(columns.get(i)).doubleValue();
      if (Math.abs(found[i] - wanted) > tolerance * Math.max(1.0, Math.abs(wanted))) {
        // Said only where it is so: rows may be long, and there are many.
        fail("%s: %s: expected %s, found %s, in %s", job, columns.get(i), wanted, found[i], row);
      }
    }
  }

  /** The class is the same, unless another is as likely. */
  private void assertBest(Row row, String name) {
    double probability = row.<Number>getAs("probability").doubleValue();
    assertThat(row.<Number>getAs("probability_" + name).doubleValue())
        .as("%s: of class %s in %s", job, name, row)
        .isCloseTo(probability, within(2 * TOLERANCE));
  }
}
