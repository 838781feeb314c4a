package io.ganglion.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.data.Batch;
import io.ganglion.data.Columns;
import io.ganglion.data.Shape;
import io.ganglion.data.Structure;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.network.LayerSpec;
import io.ganglion.network.Network;
import io.ganglion.network.NetworkSpec;
import io.ganglion.network.Pass;
import io.ganglion.tensor.Matrix;
import io.ganglion.testing.Batches;
import io.ganglion.testing.Vectors;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Layers that are neither over time nor over graphs take the steps of sequences and the nodes of
 * graphs as they take any rows.
 */
class PerStepTest {
  static Stream<LayerSpec> samples() {
    return CatalogueGradientTest.directed().stream()
        .filter(sample -> !CatalogueGradientTest.OVER_TIME.contains(sample.kind()))
        .filter(sample -> !(sample instanceof DotProduct || sample instanceof EdgeDropout))
        .filter(sample -> !CatalogueGradientTest.OVER_GRAPHS.contains(sample.kind()));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aStepIsARowLikeAnyOther(LayerSpec sample) {
    check(sample, Columns.Kind.STEP, Shape.Sequence.class);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aNodeIsARowLikeAnyOther(LayerSpec sample) {
    check(sample, Columns.Kind.NODE, Shape.Graph.class);
  }

  private static void check(LayerSpec sample, Columns.Kind kind, Class<? extends Shape> shape) {
    Columns columns = CatalogueGradientTest.columns(sample, kind);
    Columns examples = CatalogueGradientTest.columns(sample, Columns.Kind.EXAMPLE);
    Network network = bind(sample, columns);
    assertThat(network.output()).isInstanceOf(shape);
    float[] found = run(network, Batches.of(columns, 21));
    Batch rows = independent(examples, Batches.of(columns, 21));
    assertThat(found).isEqualTo(run(bind(sample, examples), rows));
    assertThat(Vectors.norm(found)).isPositive();
  }

  private static Network bind(LayerSpec sample, Columns columns) {
    return Network.bind(NetworkSpec.of(sample), columns, new MeanSquaredError());
  }

  /** The rows of a batch as examples of their own. */
  private static Batch independent(Columns columns, Batch packed) {
    Batch batch = new Batch(columns);
    ((Structure.Independent) batch.structure).rows = packed.rows();
    batch.numeric.point(packed.numeric);
    batch.sparse.rows = packed.sparse.rows;
    batch.sparse.start = packed.sparse.start;
    batch.ids = packed.ids;
    return batch;
  }

  /** Outputs in training, then the gradient, then outputs in prediction. */
  private static float[] run(Network network, Batch batch) {
    float[] weights = network.initialize(22);
    float[] gradient = new float[weights.length];
    Pass pass = network.pass(weights, gradient);
    network.begin(pass, batch, Pass.Mode.TRAINING, 23);
    float[] trained = Vectors.values(network.forward(pass));
    Matrix dOut = network.outputGradient(pass);
    Vectors.set(dOut, Vectors.normal(dOut.size(), 24));
    network.backward(pass);
    network.observe(pass);
    network.begin(pass, batch, Pass.Mode.INFERENCE, 23);
    float[] predicted = Vectors.values(network.forward(pass));
    float[] all = Arrays.copyOf(trained, trained.length + gradient.length + predicted.length);
    System.arraycopy(gradient, 0, all, trained.length, gradient.length);
    System.arraycopy(predicted, 0, all, trained.length + gradient.length, predicted.length);
    return all;
  }
}
