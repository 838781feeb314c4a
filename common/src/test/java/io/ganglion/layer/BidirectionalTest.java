package io.ganglion.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.config.Problems;
import io.ganglion.data.Batch;
import io.ganglion.data.Columns;
import io.ganglion.data.Structure;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.network.LayerEntry;
import io.ganglion.network.LayerInfo;
import io.ganglion.network.LayerSpec;
import io.ganglion.network.Network;
import io.ganglion.network.NetworkSpec;
import io.ganglion.network.Pass;
import io.ganglion.network.Slot;
import io.ganglion.network.Steps;
import io.ganglion.tensor.Matrix;
import io.ganglion.testing.Allocations;
import io.ganglion.testing.Batches;
import io.ganglion.testing.GradientCheck;
import io.ganglion.testing.GuardedLayer;
import io.ganglion.testing.ShiftedInput;
import io.ganglion.testing.ToyRecurrent;
import io.ganglion.testing.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BidirectionalTest {
  private static final Columns COLUMNS = Batches.columns(Columns.Kind.STEP, 4);

  /** Those of {@link Batches}, and where their steps start. */
  private static final int[] LENGTHS = {4, 3, 3, 1};

  private static final int[] STARTS = {0, 4, 7, 10};
  private static final int ROWS = 11;
  private static final int UNITS = 3;

  private static Bidirectional both(LayerSpec layer, Bidirectional.Merge merge) {
    return new Bidirectional(LayerEntry.of(layer), merge);
  }

  private static Network bind(LayerSpec... layers) {
    return Network.bind(NetworkSpec.of(layers), COLUMNS, new MeanSquaredError());
  }

  private static float[] output(LayerSpec layer, Batch batch, float[] weights) {
    Network network = bind(layer);
    Pass pass = network.pass(weights, null);
    network.begin(pass, batch, Pass.Mode.INFERENCE, 0);
    return Vectors.values(network.forward(pass));
  }

  /** Row (b, t) of what is returned is row (b, length of b − 1 − t) of what is given. */
  private static float[] reversed(float[] rows, int width) {
    float[] reversed = new float[rows.length];
    for (int b = 0; b < LENGTHS.length; b++) {
      for (int t = 0; t < LENGTHS[b]; t++) {
        int from = STARTS[LENGTHS[b] - 1 - t] + b;
        System.arraycopy(rows, from * width, reversed, (STARTS[t] + b) * width, width);
      }
    }
    return reversed;
  }

  private static float[] columns(float[] rows, int width, int from, int to) {
    float[] part = new float[rows.length / width * (to - from)];
    for (int r = 0; r < rows.length / width; r++) {
      System.arraycopy(rows, r * width + from, part, r * (to - from), to - from);
    }
    return part;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theSecondCopySeesEachSequenceFromItsEnd(boolean last) {
    ToyRecurrent toy = new ToyRecurrent(UNITS, last);
    float[] weights = bind(Bidirectional.of(toy)).initialize(4);
    int half = weights.length / 2;
    Batch batch = Batches.of(COLUMNS, 3);
    float[] found = output(Bidirectional.of(toy), batch, weights);

    float[] there = output(toy, batch, Arrays.copyOf(weights, half));
    assertThat(columns(found, 2 * UNITS, 0, UNITS)).isEqualTo(there);

    Batch mirrored = Batches.of(COLUMNS, 3);
    Vectors.set(mirrored.numeric, reversed(Vectors.values(batch.numeric), 4));
    float[] back = output(toy, mirrored, Arrays.copyOfRange(weights, half, 2 * half));
    assertThat(columns(found, 2 * UNITS, UNITS, 2 * UNITS))
        .isEqualTo(last ? back : reversed(back, UNITS));
    assertThat(back).isNotEqualTo(there);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theDirectionsStandSideBySideOrAreAddedOrAveraged(boolean last) {
    ToyRecurrent toy = new ToyRecurrent(UNITS, last);
    float[] weights = bind(Bidirectional.of(toy)).initialize(5);
    Batch batch = Batches.of(COLUMNS, 6);
    float[] found = output(Bidirectional.of(toy), batch, weights);
    float[] sum = columns(found, 2 * UNITS, 0, UNITS);
    float[] second = columns(found, 2 * UNITS, UNITS, 2 * UNITS);
    float[] mean = new float[sum.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] += second[i];
      mean[i] = sum[i] / 2;
    }
    assertThat(output(both(toy, Bidirectional.Merge.SUM), batch, weights))
        .containsExactly(sum, within(1e-7f));
    assertThat(output(both(toy, Bidirectional.Merge.MEAN), batch, weights))
        .containsExactly(mean, within(1e-7f));
  }

  static List<NetworkSpec> networks() {
    List<NetworkSpec> networks = new ArrayList<>();
    LayerSpec head = Dense.of(2, new Sigmoid());
    for (Bidirectional.Merge merge : Bidirectional.Merge.values()) {
      for (boolean last : new boolean[] {false, true}) {
        LayerSpec guarded = new GuardedLayer(both(new ToyRecurrent(UNITS, last), merge));
        networks.add(NetworkSpec.of(new ShiftedInput(ROWS), guarded, head));
        LayerSpec first = both(new ToyRecurrent(UNITS, false), merge);
        networks.add(NetworkSpec.of(first, new Dropout(0.3), guarded));
      }
    }
    return networks;
  }

  @ParameterizedTest
  @MethodSource("networks")
  void backwardAndTangentAgreeWithDifferences(NetworkSpec network) {
    GradientCheck check = new GradientCheck(network, COLUMNS, Batches.of(COLUMNS, 5), 11);
    check.gradientByDifferences();
    check.tangentByDifferences();
    check.adjoint();
  }

  @ParameterizedTest
  @EnumSource(Bidirectional.Merge.class)
  void aWarmStepAllocatesNothing(Bidirectional.Merge merge) {
    Network network =
        bind(both(new ToyRecurrent(UNITS, false), merge), both(new ToyRecurrent(2, true), merge));
    float[] weights = network.initialize(1);
    Pass pass = network.pass(weights, new float[weights.length]);
    pass.setDirection(weights);
    Batch batch = Batches.of(COLUMNS, 2);
    Runnable step =
        () -> {
          network.begin(pass, batch, Pass.Mode.TRAINING, 3);
          network.forward(pass);
          network.backward(pass);
          network.tangent(pass);
        };
    assertThat(Allocations.perStep(step)).isZero();
  }

  @Test
  void aShorterBatchIsReversedByItsOwnLengths() {
    Network network = bind(Bidirectional.of(new ToyRecurrent(UNITS, false)));
    float[] weights = network.initialize(4);
    Pass pass = network.pass(weights, null);
    network.begin(pass, Batches.of(COLUMNS, 3), Pass.Mode.INFERENCE, 0);
    network.forward(pass);
    Batch batch = new Batch(COLUMNS);
    Structure.Packed packed = (Structure.Packed) batch.structure;
    Batches.pack(packed, 2, 1);
    // A batch keeps the arrays of the largest one before it.
    packed.active = Arrays.copyOf(packed.active, 9);
    Arrays.fill(packed.active, 2, 9, 7);
    batch.numeric.point(Vectors.normal(12, 1), 0, 3, 4);
    network.begin(pass, batch, Pass.Mode.INFERENCE, 0);
    float[] found = Vectors.values(network.forward(pass));
    packed.active = Arrays.copyOf(packed.active, 2);
    assertThat(found)
        .isEqualTo(output(Bidirectional.of(new ToyRecurrent(UNITS, false)), batch, weights));
  }

  @Test
  void theCopiesAreLayersOfTheirOwn() {
    LayerSpec toy = new ToyRecurrent(UNITS, false);
    LayerEntry named = new LayerEntry("mine", toy);
    Network network =
        bind(
            Bidirectional.of(toy),
            new Bidirectional(named, Bidirectional.Merge.SUM),
            Bidirectional.of(toy));
    assertThat(network.layers())
        .extracting(LayerInfo::name)
        .containsExactly(
            "bidirectional_1",
            "forward_toy_recurrent_1",
            "backward_toy_recurrent_1",
            "bidirectional_2",
            "forward_mine",
            "backward_mine",
            "bidirectional_3",
            "forward_toy_recurrent_2",
            "backward_toy_recurrent_2");
    List<LayerInfo> first = network.layers().subList(0, 3);
    assertThat(first)
        .extracting(LayerInfo::kind)
        .containsExactly("bidirectional", "toy_recurrent", "toy_recurrent");
    assertThat(first).extracting(LayerInfo::depth).containsExactly(1, 2, 2);
    assertThat(first)
        .extracting(LayerInfo::steps)
        .containsExactly(Steps.EACH, Steps.FORWARD, Steps.BACKWARD);
    // Each has W [3, 4], U [3, 3] and b [1, 3].
    assertThat(first).extracting(LayerInfo::trainable).containsExactly(48, 24, 24);
    assertThat(network.slots().stream().map(Slot::path).limit(4))
        .containsExactly(
            "forward_toy_recurrent_1/weight",
            "forward_toy_recurrent_1/recurrent_weight",
            "forward_toy_recurrent_1/bias",
            "backward_toy_recurrent_1/weight");
  }

  @Test
  void theLayersInsideAreListedAsTheyAreBound() {
    LayerSpec block = new Residual(List.of(LayerEntry.of(Dense.of(4, new Tanh()))));
    Bidirectional both = Bidirectional.of(Bidirectional.of(block));
    List<String> kinds = new ArrayList<>();
    list(both, kinds);
    assertThat(bind(both).layers()).extracting(LayerInfo::kind).isEqualTo(kinds).hasSize(11);
  }

  private static void list(LayerSpec spec, List<String> kinds) {
    kinds.add(spec.kind());
    spec.inner().forEach(entry -> list(entry.spec(), kinds));
  }

  @Test
  void whatTheSecondCopyGivesForAStepIsShownAtThatStep() {
    Network network = bind(Bidirectional.of(new ToyRecurrent(UNITS, false)));
    Pass pass = network.pass(network.initialize(4), null);
    network.begin(pass, Batches.of(COLUMNS, 3), Pass.Mode.INFERENCE, 0);
    Matrix all = network.forward(pass);
    assertThat(Vectors.values(pass.shown(2)))
        .isEqualTo(columns(Vectors.values(all), 2 * UNITS, UNITS, 2 * UNITS));
  }

  @Test
  void slopesAreThoseOfTheLayerInside() {
    Network network = bind(Bidirectional.of(Dense.of(UNITS, new Sigmoid())));
    Pass pass = network.pass(network.initialize(4), null);
    network.begin(pass, Batches.of(COLUMNS, 3), Pass.Mode.INFERENCE, 0);
    network.forward(pass);
    assertThat(network.stall(1)).isNotNull().isEqualTo(network.stall(2));
    Matrix slopes = new Matrix(ROWS, UNITS);
    network.slopes(pass, 2, slopes);
    float[] y = Vectors.values(pass.shown(2));
    float[] found = reversed(Vectors.values(slopes), UNITS);
    for (int i = 0; i < y.length; i++) {
      assertThat(found[i]).isCloseTo(y[i] * (1 - y[i]), within(1e-6f));
    }
  }

  @Test
  void runningStatisticsMoveInBothCopies() {
    Network network = bind(Bidirectional.of(new BatchNormalization(0.5, 0.1)));
    float[] weights = network.initialize(4);
    float[] before = weights.clone();
    Pass pass = network.pass(weights, new float[weights.length]);
    network.begin(pass, Batches.of(COLUMNS, 3), Pass.Mode.TRAINING, 0);
    network.forward(pass);
    network.observe(pass);
    int half = weights.length / 2;
    assertThat(Arrays.copyOf(weights, half)).isNotEqualTo(Arrays.copyOf(before, half));
    assertThat(Arrays.copyOfRange(weights, half, 2 * half))
        .containsExactly(Arrays.copyOf(weights, half), within(1e-6f));
  }

  @Test
  void aLayerIsNeeded() {
    Problems problems = new Problems();
    Layers.read(
        "network",
        List.of(
            "bidirectional",
            Map.of("bidirectional", Map.of("layer", "densse", "merge", "avg")),
            Map.of("bidirectional", Map.of("layer", Map.of("dense", Map.of("units", 0))))),
        problems);
    assertThat(problems.messages())
        .containsExactly(
            "network[0].bidirectional.layer: is missing",
            "network[1].bidirectional.merge: found 'avg'; expected one of concat, sum, mean",
            "network[1].bidirectional.layer: no layer is called 'densse'; did you mean 'dense'?",
            "network[2].bidirectional.layer.dense.units: expected at least 1, found 0");
    assertThatThrownBy(() -> new AttentionPooling(0))
        .hasMessage("units: expected at least 1, found 0");
  }
}
