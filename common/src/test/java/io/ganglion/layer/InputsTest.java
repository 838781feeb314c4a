package io.ganglion.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.data.Batch;
import io.ganglion.data.Columns;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.network.LayerEntry;
import io.ganglion.network.LayerSpec;
import io.ganglion.network.Network;
import io.ganglion.network.NetworkSpec;
import io.ganglion.network.Pass;
import io.ganglion.network.Slot;
import io.ganglion.tensor.Csr;
import io.ganglion.tensor.Matrix;
import io.ganglion.tensor.Ranges;
import io.ganglion.testing.Allocations;
import io.ganglion.testing.Batches;
import io.ganglion.testing.GradientCheck;
import io.ganglion.testing.ToyGraph;
import io.ganglion.testing.ToyRecurrent;
import io.ganglion.testing.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** First layers over every mixture of dense numbers, sparse numbers and categories. */
class InputsTest {
  private static final LayerSpec HEAD = Dense.of(2, new Tanh());

  record Case(Columns columns, NetworkSpec network) {}

  private static Columns columns(Columns.Kind kind, int numeric, int sparse, Integer... ids) {
    return new Columns(kind, numeric, sparse, List.of(ids), List.of());
  }

  private static Columns examples(int numeric, int sparse, Integer... ids) {
    return columns(Columns.Kind.EXAMPLE, numeric, sparse, ids);
  }

  private static Branches branches(Branches.Join join, LayerSpec[]... of) {
    return new Branches(
        join, Arrays.stream(of).map(branch -> NetworkSpec.of(branch).layers()).toList());
  }

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    LayerSpec dense = Dense.of(4, new Tanh());
    for (Columns.Kind kind :
        List.of(Columns.Kind.EXAMPLE, Columns.Kind.STEP, Columns.Kind.NODE, Columns.Kind.SEED)) {
      cases.add(of(columns(kind, 3, 6, 4, 3), dense, HEAD));
      cases.add(of(columns(kind, 2, 0, 4, 1, 3), Embedding.of(3), HEAD));
      cases.add(of(columns(kind, 2, 5, 3), new ActivationLayer(new Tanh()), HEAD));
    }
    for (Columns columns : List.of(examples(0, 9), examples(0, 0, 5), examples(2, 0, 5, 2))) {
      cases.add(of(columns, dense, HEAD));
      cases.add(of(columns, new Dense(4, new Sigmoid(), false, new HeNormal()), HEAD));
      cases.add(of(columns, Dense.of(4, new DenseTest.Silu())));
    }
    cases.add(of(examples(0, 0, 6), Embedding.auto(), HEAD));
    cases.add(of(columns(Columns.Kind.STEP, 0, 9), dense, new ToyRecurrent(2, true)));
    cases.add(of(columns(Columns.Kind.STEP, 1, 0, 4), Embedding.of(2), new ToyRecurrent(3, true)));
    cases.add(of(columns(Columns.Kind.NODE, 1, 0, 4), Embedding.of(2), new ToyGraph(3, true)));
    for (LayerSpec layer : overGraphs()) {
      cases.add(of(columns(Columns.Kind.NODE, 0, 9), layer, HEAD));
      cases.add(of(columns(Columns.Kind.SEED, 2, 6), layer, HEAD));
      cases.add(of(columns(Columns.Kind.NODE, 2, 5, 3), new Dropout(0.3), layer, HEAD));
    }
    cases.add(of(examples(2, 0, 3), residual(Dense.of(4, new Tanh())), HEAD));
    cases.add(of(examples(1, 4), new Rescaling(2.0, 0.0), dense, HEAD));
    cases.add(of(examples(2, 0, 4), new Normalization(), new Dropout(0.3), Embedding.of(2), HEAD));
    cases.add(of(examples(0, 4, 3), new Dropout(0.3), dense, HEAD));
    cases.add(of(examples(0, 0, 3), new Dropout(0.3), Embedding.of(2), HEAD));
    LayerSpec[] wide = {Dense.of(2, new Identity())};
    LayerSpec[] deep = {Embedding.of(3), dense, Dense.of(2, new Sigmoid())};
    LayerSpec[] straight = {};
    LayerSpec[] dropped = {new Dropout(0.3), dense};
    cases.add(of(examples(2, 0, 4, 3), branches(Branches.Join.SUM, wide, deep), HEAD));
    cases.add(
        of(
            examples(2, 0, 4, 3),
            branches(Branches.Join.CONCAT, straight, deep, wide, dropped),
            HEAD));
    return cases;
  }

  /** Layers over graphs that read columns themselves. */
  private static List<LayerSpec> overGraphs() {
    return List.of(
        GraphConvolution.of(4, new Tanh()),
        GraphSage.of(3, GraphSage.Aggregate.MEAN, new Tanh()),
        GraphSage.of(2, GraphSage.Aggregate.MAX, new Silu()),
        GraphAttention.of(3, 2, GraphAttention.Join.CONCAT, new Tanh()));
  }

  private static Case of(Columns columns, LayerSpec... layers) {
    return new Case(columns, NetworkSpec.of(layers));
  }

  private static Residual residual(LayerSpec inside) {
    return new Residual(List.of(LayerEntry.of(inside)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void backwardAndTangentAgreeWithDifferences(Case c) {
    GradientCheck check = new GradientCheck(c.network, c.columns, Batches.of(c.columns, 5), 11);
    check.gradientByDifferences();
    check.tangentByDifferences();
    check.adjoint();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aStepTrainsTheTouchedRowsOnlyAndAllocatesNothing(Case c) {
    Network network = Network.bind(c.network, c.columns, new MeanSquaredError());
    float[] weights = network.initialize(1);
    float[] gradient = new float[weights.length];
    Pass pass = network.pass(weights, gradient);
    pass.setDirection(weights);
    Batch batch = Batches.of(c.columns, 5);
    Ranges active = new Ranges();
    Ranges decayed = new Ranges();
    Runnable step =
        () -> {
          network.begin(pass, batch, Pass.Mode.TRAINING, 0);
          network.forward(pass);
          network.backward(pass);
          network.tangent(pass);
          pass.collect(active, decayed);
        };
    step.run();
    Matrix dOut = network.outputGradient(pass);
    Vectors.set(dOut, Vectors.normal(dOut.size(), 2));
    step.run();
    assertThat(Vectors.norm(gradient)).isPositive();
    for (int i = 0; i < active.count(); i++) {
      Arrays.fill(gradient, active.from(i), active.to(i), 0f);
    }
    assertThat(gradient).containsOnly(0f);
    assertThat(Allocations.perStep(step)).isZero();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aPackedGradientHasTheTouchedRowsAndNoOthers(Case c) {
    Network network = Network.bind(c.network, c.columns, new MeanSquaredError());
    float[] weights = network.initialize(1);
    float[] flat = new float[weights.length];
    float[] rest = new float[weights.length];
    Pass pass = network.pass(weights, flat);
    Pass packed = network.pass(weights, rest);
    packed.pack();
    // The second batch meets fewer rows than the first.
    for (int examples : new int[] {5, 2}) {
      Arrays.fill(flat, 0f);
      Arrays.fill(rest, 0f);
      for (Pass each : List.of(pass, packed)) {
        // A batch of its own each time, since leading stages rewrite it.
        network.begin(each, Batches.of(c.columns, examples), Pass.Mode.TRAINING, 0);
        network.forward(each);
        Matrix dOut = network.outputGradient(each);
        Vectors.set(dOut, Vectors.normal(dOut.size(), 2));
        network.backward(each);
      }
      for (Slot slot : network.slots()) {
        if (slot.kind().byRow()) {
          Matrix gradient = packed.gradient(slot);
          for (int i = 0; i < gradient.rows; i++) {
            int at = slot.offset() + packed.touched(slot)[i] * slot.columns();
            assertThat(packed.gradientRow(slot, packed.touched(slot)[i])).isEqualTo(i);
            System.arraycopy(gradient.data, gradient.row(i), rest, at, slot.columns());
            Arrays.fill(gradient.data, gradient.row(i), gradient.row(i + 1), 0f);
          }
        }
      }
      assertThat(rest).isEqualTo(flat);
    }
  }

  /** The wide matrix, made row by row in the plainest way. */
  private static Batch wide(Columns columns, Batch batch) {
    Batch wide = Batches.of(columns(columns.kind(), columns.width(), 0), 1);
    Csr sparse = batch.sparse;
    for (int r = 0; r < batch.rows(); r++) {
      float[] row = new float[columns.width()];
      for (int c = 0; c < columns.numeric(); c++) {
        row[c] = batch.numeric.get(r, c);
      }
      for (int k = sparse.start[r]; k < sparse.start[r + 1]; k++) {
        row[columns.numeric() + sparse.index[k]] = sparse.value[k];
      }
      int first = columns.numeric() + columns.sparse();
      for (int c = 0; c < batch.idColumns; c++) {
        int id = batch.ids[r * batch.idColumns + c];
        if (id > 0) {
          row[first + id - 1] = 1f;
        }
        first += columns.categories().get(c) - 1;
      }
      System.arraycopy(row, 0, wide.numeric.data, wide.numeric.row(r), row.length);
    }
    return wide;
  }

  @Test
  void aDenseLayerComputesWhatItWouldOnTheWideMatrix() {
    Columns columns = examples(3, 6, 4, 3);
    Batch batch = Batches.of(columns, 8);
    Network narrow = bind(columns, Dense.of(5, new Tanh()));
    Network wide = bind(Columns.numeric(14), Dense.of(5, new Tanh()));
    assertThat(narrow.slots().stream().map(Slot::path))
        .containsExactly("dense_1/weight", "dense_1/sparse_weight", "dense_1/bias");
    assertThat(narrow.parameters()).isEqualTo(wide.parameters());
    float[] weights = narrow.initialize(4);
    assertRun(narrow, wide, batch, wide(columns, batch), weights, wideOrder(narrow, weights));
  }

  @Test
  void aLayerOverAGraphComputesWhatItWouldOnTheWideMatrix() {
    Columns columns = columns(Columns.Kind.NODE, 3, 6, 4, 3);
    Batch batch = Batches.of(columns, 8);
    for (LayerSpec layer : overGraphs()) {
      Network narrow = bind(columns, layer);
      Network wide = bind(columns(Columns.Kind.NODE, 14, 0), layer);
      float[] weights = narrow.initialize(4);
      assertThat(wideOrder(narrow, weights)).hasSize(wide.parameters());
      assertRun(narrow, wide, batch, wide(columns, batch), weights, wideOrder(narrow, weights));
    }
  }

  /** Parameters of a dense layer over the columns, in the order of one over the wide matrix. */
  private static float[] wideOrder(Network narrow, float[] values) {
    Slot left = narrow.slots().get(0);
    Slot right = narrow.slots().get(1);
    float[] wide = values.clone();
    int width = left.columns() + right.rows();
    for (int u = 0; u < left.rows(); u++) {
      for (int c = 0; c < left.columns(); c++) {
        wide[u * width + c] = values[left.offset() + u * left.columns() + c];
      }
      for (int c = 0; c < right.rows(); c++) {
        wide[u * width + left.columns() + c] = values[right.offset() + c * right.columns() + u];
      }
    }
    return wide;
  }

  private static void assertRun(
      Network narrow, Network wide, Batch batch, Batch same, float[] weights, float[] others) {
    float[] found = new float[weights.length];
    float[] expected = new float[weights.length];
    float[] out = run(narrow, batch, weights, found);
    assertThat(out).containsExactly(run(wide, same, others, expected), within(1e-6f));
    assertThat(wideOrder(narrow, found)).containsExactly(expected, within(1e-5f));
  }

  private static float[] run(Network network, Batch batch, float[] weights, float[] gradient) {
    Pass pass = network.pass(weights, gradient);
    network.begin(pass, batch, Pass.Mode.INFERENCE, 0);
    float[] out = Vectors.values(network.forward(pass));
    Matrix dOut = network.outputGradient(pass);
    Vectors.set(dOut, Vectors.normal(dOut.size(), 9));
    network.backward(pass);
    return out;
  }

  private static Network bind(Columns columns, LayerSpec... layers) {
    return Network.bind(NetworkSpec.of(layers), columns, new MeanSquaredError());
  }

  @Test
  void otherFirstLayersGetTheWideMatrix() {
    Columns columns = examples(2, 5, 3, 4);
    Batch batch = Batches.of(columns, 6);
    Network network = bind(columns, new ActivationLayer(new Identity()));
    assertThat(network.output().features()).isEqualTo(12);
    Pass pass = network.pass(network.initialize(1), null);
    network.begin(pass, batch, Pass.Mode.INFERENCE, 0);
    assertThat(Vectors.values(network.forward(pass)))
        .isEqualTo(Vectors.values(wide(columns, batch).numeric));
  }

  @Test
  void aDenseLayerStartsAsOneOnTheWideMatrix() {
    Columns columns = examples(40, 300, 61);
    Network network = bind(columns, Dense.of(50, new Relu()));
    float[] weights = network.initialize(2);
    for (Slot slot : network.slots().subList(0, 2)) {
      float[] values = Arrays.copyOfRange(weights, slot.offset(), slot.end());
      assertThat(Vectors.norm(values) / Math.sqrt(values.length))
          .isCloseTo(1.0 / Math.sqrt(400), within(0.002));
    }
    Network plain = bind(Columns.numeric(40), Dense.of(50, new Relu()));
    float[] alone = plain.initialize(2);
    assertThat(Vectors.norm(Arrays.copyOf(alone, 2000)) / Math.sqrt(2000))
        .isCloseTo(1.0 / Math.sqrt(40), within(0.005));
  }

  @Test
  void aPartOfAMatrixHoldsTheNumbersOfTheWhole() {
    float[] whole = new float[3 * 7];
    new Normal().fill(whole, 0, 3, 7, 5);
    float[] part = new float[1 + 3 * 4];
    ColumnsInitializer.of(new Normal(), 7, 2, 6).fill(part, 1, 3, 4, 5);
    for (int row = 0; row < 3; row++) {
      for (int c = 0; c < 4; c++) {
        assertThat(part[1 + row * 4 + c]).isEqualTo(whole[row * 7 + 2 + c]);
      }
    }
    assertThat(ColumnsInitializer.of(new Normal(), 7, 0, 7)).isEqualTo(new Normal());
  }

  @Test
  void numericColumnsAloneKeepTheirOneWeight() {
    Network network = bind(Columns.numeric(4), Dense.of(3, new Relu()));
    assertThat(network.slots().stream().map(Slot::path))
        .containsExactly("dense_1/weight", "dense_1/bias");
    assertThat(network.trainsByRow()).isFalse();
  }
}
