package io.ganglion.testing;

import io.ganglion.data.Block;
import io.ganglion.data.Columns;
import io.ganglion.data.TargetScaling;
import io.ganglion.layer.Dense;
import io.ganglion.layer.Embedding;
import io.ganglion.layer.Identity;
import io.ganglion.layer.Sigmoid;
import io.ganglion.layer.Tanh;
import io.ganglion.loss.BinaryCrossentropy;
import io.ganglion.loss.Loss;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.metric.Accuracy;
import io.ganglion.metric.MeanAbsoluteError;
import io.ganglion.metric.Metric;
import io.ganglion.network.LayerSpec;
import io.ganglion.network.NetworkSpec;
import io.ganglion.tensor.Csr;
import io.ganglion.tensor.Seeds;
import io.ganglion.train.ModelSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** A problem for each kind of columns and structure, on generated rows. */
public final class ToyProblems {
  /** Ids of the two categorical columns; those from {@link #SEEN_IDS} on stand in no row. */
  public static final List<Integer> IDS = List.of(20, 9);

  public static final List<Integer> SEEN_IDS = List.of(12, 6);

  /** Sparse columns; those from {@link #SEEN_COLUMNS} on stand in no row. */
  public static final int COLUMNS = 40;

  public static final int SEEN_COLUMNS = 25;

  private static final int[][] TRAINING = {{1, 300, 99}, {1, 159}, {40}, {}};
  private static final int[][] HELD_OUT = {{1, 120}, {79}};

  private ToyProblems() {}

  public static Stream<ToyProblem> all() {
    return Stream.of(
        sequences(false), sequences(true), graphs(false), graphs(true), categories(), sparse());
  }

  /**
   * Sequences of unequal lengths whose answer needs the step before: {@code y_t = 0.8 x_t0 + 0.6
   * x_(t−1)1}.
   *
   * @param everyStep whether each step has a target, not the last one alone
   */
  public static ToyProblem sequences(boolean everyStep) {
    return problem(
        everyStep ? "every step of sequences" : "sequences",
        new Columns(Columns.Kind.STEP, 2, 0, List.of(), List.of()),
        new MeanSquaredError(),
        new MeanAbsoluteError(),
        (examples, random) -> sequences(examples, everyStep, random),
        new ToyRecurrent(8, !everyStep),
        Dense.of(1, new Identity()));
  }

  /**
   * Graphs of one to five nodes, some of which hear nobody: {@code y = m_0 − m_1} of the mean m
   * over a node and those that it hears.
   *
   * @param everyNode whether each node has a target, not the graph its nodes' mean
   */
  public static ToyProblem graphs(boolean everyNode) {
    return problem(
        everyNode ? "every node of graphs" : "graphs",
        new Columns(Columns.Kind.NODE, 2, 0, List.of(), List.of()),
        new MeanSquaredError(),
        new MeanAbsoluteError(),
        (examples, random) -> graphs(examples, everyNode, random),
        new ToyGraph(8, !everyNode),
        Dense.of(1, new Identity()));
  }

  /** Rows of unequal weight whose two categories add up, with a number beside them. */
  public static ToyProblem categories() {
    return problem(
        "categories",
        new Columns(Columns.Kind.EXAMPLE, 1, 0, IDS, List.of()),
        new MeanSquaredError(),
        new MeanAbsoluteError(),
        ToyProblems::categories,
        Embedding.of(4),
        Dense.of(1, new Identity()));
  }

  /** Sparse rows, some of them empty, on either side of a plane. */
  public static ToyProblem sparse() {
    return problem(
        "sparse rows",
        new Columns(Columns.Kind.EXAMPLE, 0, COLUMNS, List.of(), List.of()),
        new BinaryCrossentropy(),
        new Accuracy(),
        ToyProblems::sparse,
        Dense.of(8, new Tanh()),
        Dense.of(1, new Sigmoid()));
  }

  private static ToyProblem problem(
      String name,
      Columns columns,
      Loss loss,
      Metric metric,
      BiFunction<Integer, Random, Block> rows,
      LayerSpec... layers) {
    ModelSpec spec =
        new ModelSpec(NetworkSpec.of(layers), columns, loss, List.of(metric), TargetScaling.NONE);
    return new ToyProblem(
        name, spec, shards(TRAINING, rows, new Random(1)), shards(HELD_OUT, rows, new Random(2)));
  }

  private static List<List<Block>> shards(
      int[][] sizes, BiFunction<Integer, Random, Block> rows, Random random) {
    List<List<Block>> shards = new ArrayList<>();
    for (int[] shard : sizes) {
      shards.add(Arrays.stream(shard).mapToObj(size -> rows.apply(size, random)).toList());
    }
    return shards;
  }

  private static Block sequences(int examples, boolean everyStep, Random random) {
    int[] start = starts(examples, random);
    float[] x = uniform(start[examples] * 2, random);
    float[] y = new float[everyStep ? start[examples] : examples];
    for (int e = 0; e < examples; e++) {
      for (int row = start[e]; row < start[e + 1]; row++) {
        float before = row == start[e] ? 0 : x[2 * row - 1];
        y[everyStep ? row : e] = 0.8f * x[2 * row] + 0.6f * before;
      }
    }
    return Block.builder(examples).numeric(x, 2).rowStart(start).values(y, 1).build();
  }

  private static Block graphs(int examples, boolean everyNode, Random random) {
    int[] start = starts(examples, random);
    float[] x = uniform(start[examples] * 2, random);
    float[] y = new float[everyNode ? start[examples] : examples];
    int[] edgeStart = new int[start[examples] + 1];
    List<Integer> sources = new ArrayList<>();
    for (int e = 0; e < examples; e++) {
      int nodes = start[e + 1] - start[e];
      for (int row = start[e]; row < start[e + 1]; row++) {
        float sum = x[2 * row] - x[2 * row + 1];
        int heard = 1;
        for (int node = 0; node < nodes; node++) {
          if (start[e] + node != row && random.nextInt(3) == 0) {
            sources.add(node);
            sum += x[2 * (start[e] + node)] - x[2 * (start[e] + node) + 1];
            heard++;
          }
        }
        edgeStart[row + 1] = sources.size();
        y[everyNode ? row : e] += sum / heard / (everyNode ? 1 : nodes);
      }
    }
    int[] source = sources.stream().mapToInt(node -> node).toArray();
    return Block.builder(examples)
        .numeric(x, 2)
        .rowStart(start)
        .edges(edgeStart, source)
        .values(y, 1)
        .build();
  }

  /** Examples of one to five rows; a single example has one. */
  private static int[] starts(int examples, Random random) {
    int[] start = new int[examples + 1];
    for (int e = 0; e < examples; e++) {
      start[e + 1] = start[e] + (examples == 1 ? 1 : 1 + random.nextInt(5));
    }
    return start;
  }

  private static Block categories(int rows, Random random) {
    float[] x = uniform(rows, random);
    float[] y = new float[rows];
    float[] weights = new float[rows];
    int[] ids = new int[rows * 2];
    for (int r = 0; r < rows; r++) {
      y[r] = 0.5f * x[r];
      weights[r] = (1 + random.nextInt(4)) * 0.3f;
      for (int c = 0; c < 2; c++) {
        ids[2 * r + c] = random.nextInt(SEEN_IDS.get(c));
        y[r] += (float) Seeds.normal(c, ids[2 * r + c]);
      }
    }
    return Block.builder(rows).numeric(x, 1).ids(ids, 2).values(y, 1).weights(weights).build();
  }

  private static Block sparse(int rows, Random random) {
    Csr x = new Csr(COLUMNS);
    x.rows = rows;
    x.start = new int[rows + 1];
    x.index = new int[rows * SEEN_COLUMNS];
    x.value = new float[rows * SEEN_COLUMNS];
    float[] y = new float[rows];
    for (int r = 0; r < rows; r++) {
      int stored = x.start[r];
      double side = 0.1;
      int wanted = r % 5;
      for (int c = 0; c < SEEN_COLUMNS; c++) {
        if (random.nextInt(SEEN_COLUMNS) < wanted) {
          x.index[stored] = c;
          x.value[stored] = 2 * random.nextFloat() - 1;
          side += x.value[stored++] * Seeds.normal(7, c);
        }
      }
      x.start[r + 1] = stored;
      y[r] = side > 0 ? 1f : 0f;
    }
    return Block.builder(rows).sparse(x).values(y, 1).build();
  }

  private static float[] uniform(int n, Random random) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = 2 * random.nextFloat() - 1;
    }
    return x;
  }
}
