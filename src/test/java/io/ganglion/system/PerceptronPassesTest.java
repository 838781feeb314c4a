package io.ganglion.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.data.Block;
import io.ganglion.data.Columns;
import io.ganglion.data.TargetScaling;
import io.ganglion.layer.Dense;
import io.ganglion.layer.Sigmoid;
import io.ganglion.layer.Softmax;
import io.ganglion.loss.CategoricalCrossentropy;
import io.ganglion.network.NetworkSpec;
import io.ganglion.optimize.Lbfgs;
import io.ganglion.optimize.Regularization;
import io.ganglion.train.FullBatch;
import io.ganglion.train.LocalCluster;
import io.ganglion.train.ModelSpec;
import io.ganglion.train.TrainState;
import io.ganglion.train.TrainingStrategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * L-BFGS takes no more passes over the data than Spark's own perceptron to the loss that it comes
 * to, on the same network of sigmoid units, from the same weights, with the same standardised
 * columns.
 */
final class PerceptronPassesTest {
  private static final int HIDDEN = 8;
  private static final int ITERATIONS = 20;
  private static final int SEEDS = 5;

  /** Weights in float32 come to the loss of weights in double but for so much of it. */
  private static final double ROUNDING = 1e-3;

  private static SparkSession spark;
  private static final AtomicLong PASSES = new AtomicLong();
  private static volatile CountDownLatch marker = new CountDownLatch(0);

  /** Counts the jobs by which Spark's optimiser sums gradients. */
  private static final class PassCounter extends SparkListener {
    @Override
    public void onJobStart(SparkListenerJobStart start) {
      String name = start.stageInfos().head().name();
      if (name.startsWith("treeAggregate at LBFGS")) {
        PASSES.incrementAndGet();
      } else if (name.startsWith("count at PerceptronPassesTest")) {
        marker.countDown();
      }
    }
  }

  private static final class Table {
    private final double[][] x;
    private final int[] classes;
    private final int outputs;

    private Table(double[][] x, int[] classes, int outputs) {
      this.x = x;
      this.classes = classes;
      this.outputs = outputs;
    }

    /** The last column is the class, from 0 up. */
    static Table read(Path file) throws IOException {
      List<String> lines = Files.readAllLines(file);
      double[][] rows =
          lines.stream()
              .skip(1)
              .map(
                  line -> Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray())
              .toArray(double[][]::new);
      int columns = rows[0].length - 1;
      int[] classes = Arrays.stream(rows).mapToInt(row -> (int) row[columns]).toArray();
      double[][] x = new double[rows.length][columns];
      for (int c = 0; c < columns; c++) {
        int column = c;
        double mean = Arrays.stream(rows).mapToDouble(row -> row[column]).average().orElseThrow();
        double variance =
            Arrays.stream(rows)
                .mapToDouble(row -> (row[column] - mean) * (row[column] - mean))
                .average()
                .orElseThrow();
        for (int r = 0; r < rows.length; r++) {
          x[r][c] = (rows[r][c] - mean) / Math.sqrt(variance);
        }
      }
      return new Table(x, classes, Arrays.stream(classes).max().orElseThrow() + 1);
    }

    int inputs() {
      return x[0].length;
    }

    Dataset<Row> dataset() {
      List<Row> rows = new ArrayList<>();
      for (int r = 0; r < x.length; r++) {
        rows.add(RowFactory.create((double) classes[r], Vectors.dense(x[r])));
      }
      StructType schema =
          new StructType()
              .add("label", DataTypes.DoubleType)
              .add("features", SQLDataTypes.VectorType());
      return spark.createDataFrame(rows, schema).coalesce(1).cache();
    }

    /** Two unequal shards. */
    LocalCluster cluster() {
      int half = x.length / 2 + 7;
      return new LocalCluster(List.of(List.of(block(0, half)), List.of(block(half, x.length))));
    }

    private Block block(int from, int to) {
      float[] numbers = new float[(to - from) * inputs()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = (float) x[from + i / inputs()][i % inputs()];
      }
      return Block.builder(to - from)
          .numeric(numbers, inputs())
          .classes(Arrays.copyOfRange(classes, from, to))
          .build();
    }
  }

  private record Reached(double loss, long passes) {}

  @BeforeAll
  static void start() {
    spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .getOrCreate();
    spark.sparkContext().addSparkListener(new PassCounter());
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void iris() throws Exception {
    compare(Table.read(Project.file("conf/course/data/iris.csv")));
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "GANGLION_DATA", matches = ".+")
  void breastCancer() throws Exception {
    Path data = Path.of(System.getenv("GANGLION_DATA"));
    compare(Table.read(data.resolve("tabular/breast_cancer_wdbc.csv")));
  }

  private static void compare(Table table) throws Exception {
    Dataset<Row> rows = table.dataset();
    ModelSpec spec =
        new ModelSpec(
            NetworkSpec.of(Dense.of(HIDDEN, new Sigmoid()), Dense.of(table.outputs, new Softmax())),
            Columns.numeric(table.inputs()),
            new CategoricalCrossentropy(),
            List.of(),
            TargetScaling.NONE);
    for (int seed = 1; seed <= SEEDS; seed++) {
      MultilayerPerceptronClassifier theirs =
          new MultilayerPerceptronClassifier()
              .setLayers(new int[] {table.inputs(), HIDDEN, table.outputs})
              // One block: with several, the rows of a smaller last one would weigh more.
              .setBlockSize(table.x.length)
              .setTol(1e-12)
              .setSeed(seed);
      float[] start = rowMajor(theirs.setMaxIter(0).fit(rows).weights(), table);
      Reached spark = fit(theirs.setMaxIter(ITERATIONS), rows);
      assertThat(spark.passes()).isGreaterThan(ITERATIONS);
      assertThat(passes(spec, start, table.cluster(), spark.loss()))
          .as("seed %d, to the loss %.3g", seed, spark.loss())
          .isLessThanOrEqualTo(spark.passes());
    }
  }

  private static Reached fit(MultilayerPerceptronClassifier classifier, Dataset<Row> rows)
      throws Exception {
    drain();
    PASSES.set(0);
    MultilayerPerceptronClassificationModel model = classifier.fit(rows);
    drain();
    double loss = 0.0;
    List<Row> predicted = model.transform(rows).select("label", "probability").collectAsList();
    for (Row row : predicted) {
      loss -= Math.log(row.<Vector>getAs(1).apply((int) row.getDouble(0)));
    }
    return new Reached(loss / predicted.size(), PASSES.get());
  }

  /** Listeners hear of jobs late, but in order: waits until they have heard of one more. */
  private static void drain() throws InterruptedException {
    marker = new CountDownLatch(1);
    assertThat(spark.range(1).javaRDD().count()).isEqualTo(1);
    assertThat(marker.await(30, TimeUnit.SECONDS)).isTrue();
  }

  /** Spark's weights, each matrix by columns and then its biases, as ours, by rows. */
  private static float[] rowMajor(Vector weights, Table table) {
    int[] widths = {table.inputs(), HIDDEN, table.outputs};
    float[] result = new float[weights.size()];
    int from = 0;
    for (int layer = 1; layer < widths.length; layer++) {
      int in = widths[layer - 1];
      int out = widths[layer];
      for (int i = 0; i < out * in; i++) {
        result[from + i] = (float) weights.apply(from + i % in * out + i / in);
      }
      from += out * in;
      for (int i = 0; i < out; i++) {
        result[from + i] = (float) weights.apply(from + i);
      }
      from += out;
    }
    return result;
  }

  /** How many passes it takes from a start to a loss. */
  private static long passes(ModelSpec spec, float[] start, LocalCluster rows, double goal) {
    FullBatch strategy = new FullBatch(spec, Lbfgs.defaults(), new Regularization(0.0, 0.0), 1);
    TrainState state = strategy.start(start);
    long passes = 0;
    double loss = Double.POSITIVE_INFINITY;
    while (loss > goal * (1.0 + ROUNDING)) {
      TrainingStrategy.Outcome outcome = strategy.epoch(state, rows);
      assertThat(outcome.converged()).isNull();
      state = outcome.state();
      loss = outcome.statistics().loss();
      passes += outcome.cost().passes();
    }
    return passes;
  }
}
