package io.ganglion.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.data.Batch;
import io.ganglion.data.Columns;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.network.LayerSpec;
import io.ganglion.network.Network;
import io.ganglion.network.NetworkSpec;
import io.ganglion.network.Pass;
import io.ganglion.network.UndirectedSpec;
import io.ganglion.testing.Allocations;
import io.ganglion.testing.Batches;
import io.ganglion.testing.GradientCheck;
import io.ganglion.testing.GuardedLayer;
import io.ganglion.testing.ShiftedInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs every sample of the catalogue first, in the middle and last, on rows, steps and nodes. */
class CatalogueGradientTest {
  private static final int WIDTH = 4;

  /** Kinds of layers that take nothing but sequences. */
  static final Set<String> OVER_TIME =
      Set.of(
          "simple_rnn",
          "lstm",
          "gru",
          "bidirectional",
          "last_step",
          "mean_over_time",
          "max_over_time",
          "attention_pooling");

  /** Kinds of layers that take nothing but graphs. */
  static final Set<String> OVER_GRAPHS =
      Set.of(
          "graph_convolution", "graph_sage", "graph_attention", "graph_isomorphism", "graph_pool");

  /** A network around a sample. */
  record Case(LayerSpec sample, NetworkSpec network, Columns columns) {}

  static Columns columns(LayerSpec sample, Columns.Kind kind) {
    return sample instanceof Embedding
        ? new Columns(kind, WIDTH, 0, List.of(3, 7), List.of())
            .withCategoryNames(List.of("color", "shape"))
        : Batches.columns(kind, WIDTH);
  }

  static List<LayerSpec> samples() {
    List<LayerSpec> samples = new ArrayList<>();
    for (var entry : Layers.CATALOGUE.entries()) {
      samples.addAll(entry.samples());
    }
    return samples;
  }

  private static List<Columns.Kind> kinds(LayerSpec sample) {
    if (sample instanceof DotProduct) {
      return List.of(Columns.Kind.PAIR);
    }
    if (sample instanceof GraphPool) {
      return List.of(Columns.Kind.NODE);
    }
    if (OVER_GRAPHS.contains(sample.kind()) || sample instanceof EdgeDropout) {
      return List.of(Columns.Kind.NODE, Columns.Kind.SEED);
    }
    return OVER_TIME.contains(sample.kind())
        ? List.of(Columns.Kind.STEP)
        : List.of(Columns.Kind.EXAMPLE, Columns.Kind.STEP, Columns.Kind.NODE, Columns.Kind.SEED);
  }

  /** All but those whose backward is no derivative of an output. */
  static List<LayerSpec> directed() {
    return samples().stream().filter(sample -> !(sample instanceof UndirectedSpec)).toList();
  }

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (LayerSpec sample : directed()) {
      for (Columns.Kind kind : kinds(sample)) {
        LayerSpec dense = Dense.of(WIDTH, new Tanh());
        Columns columns = columns(sample, kind);
        cases.add(new Case(sample, NetworkSpec.of(sample, dense), columns));
        if (sample instanceof Normalization
            || sample instanceof Rescaling
            || sample instanceof EdgeDropout
            || sample instanceof Embedding) {
          continue;
        }
        LayerSpec guarded = new GuardedLayer(sample);
        int rows = Batches.of(columns, 1).rows();
        NetworkSpec middle = NetworkSpec.of(new ShiftedInput(rows), guarded, dense);
        cases.add(new Case(sample, middle, columns));
        cases.add(new Case(sample, NetworkSpec.of(dense, guarded), columns));
      }
    }
    return cases;
  }

  /** All but the step, whose backward is not its derivative. */
  static Stream<Case> smoothCases() {
    return cases().stream().filter(c -> !c.sample.toString().contains("Step"));
  }

  private static GradientCheck check(Case c) {
    return new GradientCheck(c.network, c.columns, Batches.of(c.columns, 41), 42);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void tangentAndBackwardAreAdjoint(Case c) {
    check(c).adjoint();
  }

  @ParameterizedTest
  @MethodSource("smoothCases")
  void backwardAgreesWithDifferences(Case c) {
    check(c).gradientByDifferences();
  }

  @ParameterizedTest
  @MethodSource("smoothCases")
  void tangentAgreesWithDifferences(Case c) {
    check(c).tangentByDifferences();
  }

  @ParameterizedTest
  @MethodSource("directed")
  void aWarmStepAllocatesNothing(LayerSpec sample) {
    Columns columns = columns(sample, kinds(sample).get(0));
    NetworkSpec spec = NetworkSpec.of(sample, Dense.of(WIDTH, new Tanh()), new Dropout(0.5));
    Network network = Network.bind(spec, columns, new MeanSquaredError());
    float[] weights = network.initialize(1);
    Pass pass = network.pass(weights, new float[weights.length]);
    pass.setDirection(weights);
    Batch batch = Batches.of(columns, 2);
    Runnable step =
        () -> {
          network.begin(pass, batch, Pass.Mode.TRAINING, 3);
          network.forward(pass);
          network.backward(pass);
          network.tangent(pass);
        };
    assertThat(Allocations.perStep(step)).isZero();
  }
}
