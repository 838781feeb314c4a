package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.config.Catalogue;
import io.ganglion.data.Block;
import io.ganglion.data.Columns;
import io.ganglion.layer.Dense;
import io.ganglion.layer.Embedding;
import io.ganglion.layer.Tanh;
import io.ganglion.network.InputSpec;
import io.ganglion.network.LayerSpec;
import io.ganglion.network.Network;
import io.ganglion.network.NetworkSpec;
import io.ganglion.network.Slot;
import io.ganglion.optimize.Adam;
import io.ganglion.optimize.Clipping;
import io.ganglion.optimize.ConstantRate;
import io.ganglion.optimize.GradientTransform;
import io.ganglion.optimize.Optimizers;
import io.ganglion.optimize.Regularization;
import io.ganglion.optimize.Sgd;
import io.ganglion.optimize.UpdateRule;
import io.ganglion.testing.SweptInput;
import io.ganglion.testing.ToyProblem;
import io.ganglion.testing.ToyProblems;
import io.ganglion.testing.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Training moves the rows of a table that batches touch, and gets nothing wrong by it. */
final class ToyTouchedRowsTest {
  private static final Adam ADAM = new Adam(0.02, 0.9, 0.999, 1e-7);
  private static final Sgd SGD = new Sgd(0.05, 0.0, false);

  static Stream<ToyProblem> tables() {
    return Stream.of(ToyProblems.categories(), ToyProblems.sparse());
  }

  private static ModelSpec with(ModelSpec spec, Columns columns, LayerSpec first) {
    LayerSpec last = spec.network().layers().get(1).spec();
    return new ModelSpec(
        NetworkSpec.of(first, last), columns, spec.loss(), spec.metrics(), spec.scaling());
  }

  private static ModelSpec swept(ModelSpec spec) {
    InputSpec first = (InputSpec) spec.network().layers().get(0).spec();
    return with(spec, spec.columns(), new SweptInput(first));
  }

  private static TrainState start(ModelSpec spec, GradientTransform optimizer) {
    return TrainState.start(spec.bind().initialize(3), optimizer.vectors());
  }

  private static TrainState train(
      ModelSpec spec, GradientTransform optimizer, List<List<Block>> shards, long every) {
    return train(spec, UpdateRule.of(optimizer), shards, every);
  }

  private static TrainState train(
      ModelSpec spec, UpdateRule rule, List<List<Block>> shards, long every) {
    ParameterAveraging strategy =
        new ParameterAveraging(spec, rule, 16, every, ParameterAveraging.StateMerge.AVERAGE, 1);
    TrainState state = start(spec, rule.optimizer());
    for (int epoch = 0; epoch < 3; epoch++) {
      state = strategy.epoch(state, new LocalCluster(shards)).state();
    }
    return state;
  }

  private static List<GradientTransform> optimizers() {
    List<GradientTransform> optimizers = new ArrayList<>(List.of(ADAM));
    for (Catalogue.Entry<GradientTransform> entry : Optimizers.CATALOGUE.entries()) {
      optimizers.addAll(entry.samples());
    }
    return optimizers;
  }

  /** Which parameters some example of the data takes part in. */
  private static boolean[] touched(Network network) {
    boolean[] touched = new boolean[network.parameters()];
    int table = 0;
    for (Slot slot : network.slots()) {
      int rows = slot.rows();
      if (slot.kind() == Slot.Kind.TABLE) {
        rows = ToyProblems.SEEN_IDS.get(table++);
      } else if (slot.kind() == Slot.Kind.SPARSE_WEIGHT) {
        rows = ToyProblems.SEEN_COLUMNS;
      }
      Arrays.fill(touched, slot.offset(), slot.offset() + rows * slot.columns(), true);
    }
    return touched;
  }

  @ParameterizedTest
  @MethodSource("tables")
  void rowsThatNoExampleTouchesKeepTheirBits(ToyProblem problem) {
    ModelSpec spec = problem.spec();
    boolean[] touched = touched(spec.bind());
    assertThat(touched).contains(false);
    for (GradientTransform optimizer : optimizers()) {
      float[] before = start(spec, optimizer).weights;
      for (long every : new long[] {ParameterAveraging.EVERY_EPOCH, 2}) {
        TrainState after = train(spec, optimizer, problem.training(), every);
        for (int i = 0; i < touched.length; i++) {
          assertThat(bits(after.weights[i]) != bits(before[i]))
              .as("%s moves parameter %d", optimizer, i)
              .isEqualTo(touched[i]);
          for (float[] vector : after.vectors) {
            assertThat(touched[i] || bits(vector[i]) == 0)
                .as("%s has a state for parameter %d", optimizer, i)
                .isTrue();
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("tables")
  void whatIsSetAroundAnOptimizerLeavesRowsAloneThatNoExampleTouches(ToyProblem problem) {
    ModelSpec spec = problem.spec();
    Clipping clipping = new Clipping(0.1, 0.05);
    UpdateRule rule =
        new UpdateRule(
            SGD, clipping, new Regularization(0.01, 0.01), 0.1, ConstantRate.defaults(), 3);
    boolean[] touched = touched(spec.bind());
    float[] before = start(spec, SGD).weights;
    float[] after = train(spec, rule, problem.training(), 2).weights;
    for (int i = 0; i < touched.length; i++) {
      boolean moved = bits(after[i]) != bits(before[i]);
      assertThat(moved).as("parameter %d moves", i).isEqualTo(touched[i]);
    }
  }

  @ParameterizedTest
  @MethodSource("tables")
  void rowsThatAreMovedSideBySideGetTheSameBits(ToyProblem problem) {
    ModelSpec spec = problem.spec();
    Regularization regularization = new Regularization(0.001, 0.01);
    for (GradientTransform optimizer : optimizers()) {
      // A bound on the whole gradient's norm, here one that nothing comes near, keeps rows apart.
      TrainState[] states = new TrainState[2];
      for (int i = 0; i < 2; i++) {
        double norm = i == 0 ? Clipping.NONE.norm() : 1e9;
        double decay = optimizer.weightDecay() > 0.0 ? 0.0 : 0.1;
        UpdateRule rule =
            new UpdateRule(
                optimizer,
                new Clipping(norm, 0.05),
                regularization,
                decay,
                ConstantRate.defaults(),
                3);
        assertThat(rule.elementwise()).isEqualTo(i == 0 && optimizer.curvatureEvery() == 0);
        states[i] = train(spec, rule, problem.training(), 2);
      }
      assertThat(states[0].weights).as("%s", optimizer).isEqualTo(states[1].weights);
      assertThat(states[0].vectors).as("%s", optimizer).isDeepEqualTo(states[1].vectors);
    }
  }

  private static int bits(float x) {
    return Float.floatToRawIntBits(x);
  }

  @ParameterizedTest
  @MethodSource("tables")
  void gradientDescentEqualsASweepOverTheWholeTable(ToyProblem problem) {
    ModelSpec spec = problem.spec();
    assertThat(train(spec, SGD, problem.training(), 2).weights)
        .isEqualTo(train(swept(spec), SGD, problem.training(), 2).weights);
  }

  /** Rows of which many are moved at a time, a few, and one that is longer than all of those. */
  @ParameterizedTest
  @ValueSource(ints = {4, 600, 5000})
  void everyOptimizerEqualsASweepWhereAllBatchesTouchAllRows(int width) {
    List<List<Block>> shard = List.of(blocksWithAllIds(8));
    ModelSpec spec = withIds(8, width);
    for (GradientTransform optimizer : optimizers()) {
      TrainState touching = train(spec, optimizer, shard, ParameterAveraging.EVERY_EPOCH);
      TrainState sweeping = train(swept(spec), optimizer, shard, ParameterAveraging.EVERY_EPOCH);
      assertThat(touching.weights).as("%s", optimizer).isEqualTo(sweeping.weights);
      assertThat(touching.vectors).as("%s", optimizer).isDeepEqualTo(sweeping.vectors);
    }
  }

  @Test
  void adamLetsARowRestThatABatchLeavesOut() {
    List<List<Block>> shard = List.of(blocksWithAllIds(32));
    ModelSpec spec = withIds(32, 4);
    assertThat(train(spec, ADAM, shard, ParameterAveraging.EVERY_EPOCH).weights)
        .isNotEqualTo(train(swept(spec), ADAM, shard, ParameterAveraging.EVERY_EPOCH).weights);
  }

  private static ModelSpec withIds(int ids, int width) {
    Columns columns = new Columns(Columns.Kind.EXAMPLE, 1, 0, List.of(ids), List.of());
    return with(ToyProblems.categories().spec(), columns, Embedding.of(width));
  }

  /** Blocks of 16 rows, a batch each, through which the ids go round. */
  private static List<Block> blocksWithAllIds(int ids) {
    List<Block> blocks = new ArrayList<>();
    for (int b = 0; b < 10; b++) {
      int[] column = new int[16];
      int first = 16 * b;
      Arrays.setAll(column, i -> (first + i) % ids);
      blocks.add(
          Block.builder(16)
              .numeric(Vectors.normal(16, b), 1)
              .ids(column, 1)
              .values(Vectors.normal(16, 100L + b), 1)
              .build());
    }
    return blocks;
  }

  @Test
  void aSparseFirstLayerTrainsAsADenseOneOnTheSameNumbers() {
    ToyProblem problem = ToyProblems.sparse();
    ModelSpec sparse = problem.spec();
    ModelSpec dense = with(sparse, Columns.numeric(ToyProblems.COLUMNS), Dense.of(8, new Tanh()));
    List<List<Block>> same =
        problem.training().stream()
            .map(shard -> shard.stream().map(ToyTouchedRowsTest::dense).toList())
            .toList();

    float[] touching = train(sparse, SGD, problem.training(), 2).weights;
    float[] sweeping = train(dense, SGD, same, 2).weights;

    Slot transposed = sparse.bind().slots().get(0);
    for (int i = 0; i < touching.length; i++) {
      int row = i / transposed.columns();
      int column = i % transposed.columns();
      int twin = i < transposed.end() ? column * transposed.rows() + row : i;
      assertThat(touching[i]).isCloseTo(sweeping[twin], within(1e-5f));
    }
  }

  private static Block dense(Block sparse) {
    int columns = sparse.sparse.columns;
    float[] x = new float[sparse.rows * columns];
    for (int r = 0; r < sparse.rows; r++) {
      for (int k = sparse.sparse.start[r]; k < sparse.sparse.start[r + 1]; k++) {
        x[r * columns + sparse.sparse.index[k]] = sparse.sparse.value[k];
      }
    }
    return Block.builder(sparse.examples).numeric(x, columns).values(sparse.values, 1).build();
  }
}
