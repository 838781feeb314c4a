package io.ganglion.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.data.Batch;
import io.ganglion.data.Columns;
import io.ganglion.data.Structure;
import io.ganglion.loss.Loss;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.network.LayerSpec;
import io.ganglion.network.Network;
import io.ganglion.network.NetworkSpec;
import io.ganglion.network.Pass;
import io.ganglion.tensor.Matrix;
import io.ganglion.testing.Batches;
import io.ganglion.testing.GradientCheck;
import io.ganglion.testing.GuardedLayer;
import io.ganglion.testing.ShiftedInput;
import io.ganglion.testing.Vectors;
import org.junit.jupiter.api.Test;

class DenseTest {
  /** {@code y = z / (1 + exp(−z))}, whose derivative can't be told from y. */
  record Silu() implements Activation {
    @Override
    public String kind() {
      return "silu";
    }

    @Override
    public void forward(Matrix z, Matrix y) {
      for (int i = 0; i < z.size(); i++) {
        y.data[i] = (float) (z.data[i] / (1.0 + Math.exp(-z.data[i])));
      }
    }

    @Override
    public void derivative(Matrix z, Matrix y, Matrix v, Matrix product) {
      for (int i = 0; i < z.size(); i++) {
        double s = 1.0 / (1.0 + Math.exp(-z.data[i]));
        product.data[i] = (float) (v.data[i] * (s + y.data[i] * (1.0 - s)));
      }
    }

    @Override
    public boolean needsInput() {
      return true;
    }
  }

  /** The output for the given weights of rows of width 2. */
  static float[] output(LayerSpec layer, float[] weights, float... rows) {
    Network network =
        Network.bind(NetworkSpec.of(layer), Columns.numeric(2), new MeanSquaredError());
    Batch batch = new Batch(Columns.numeric(2));
    batch.numeric.point(rows, 0, rows.length / 2, 2);
    ((Structure.Independent) batch.structure).rows = rows.length / 2;
    Pass pass = network.pass(weights, null);
    network.begin(pass, batch, Pass.Mode.INFERENCE, 0);
    return Vectors.values(network.forward(pass));
  }

  @Test
  void computesItsFormula() {
    // W = [[1, 2], [3, 4], [0, −1]], b = [10, 20, −5].
    float[] weights = {1, 2, 3, 4, 0, -1, 10, 20, -5};
    assertThat(output(Dense.of(3, new Identity()), weights, 1, 1, 2, 0))
        .containsExactly(13, 27, -6, 12, 26, -5);
    assertThat(output(Dense.of(3, new Relu()), weights, 1, 1)).containsExactly(13, 27, 0);
  }

  @Test
  void withoutBiasThereIsNone() {
    Dense dense = new Dense(2, new Identity(), false, new Normal());
    assertThat(output(dense, new float[] {1, 2, 3, 4}, 1, 1)).containsExactly(3, 7);
  }

  @Test
  void oneNeuronWithAStepIsTheAndOfItsInputs() {
    float[] and = {1, 1, -2};
    assertThat(output(Dense.of(1, new Step()), and, 0, 0, 0, 1, 1, 0, 1, 1))
        .containsExactly(0, 0, 0, 1);
  }

  @Test
  void activationsAreThoseOfTheirFormulas() {
    float[] logits = {0, 1, -2, 0.5f};
    assertThat(output(new ActivationLayer(new Step()), new float[0], 0f, -0f, -1e-9f, 3f))
        .containsExactly(1, 1, 0, 1);
    assertThat(output(new ActivationLayer(new Sigmoid()), new float[0], logits))
        .containsExactly(new float[] {0.5f, 0.7310586f, 0.1192029f, 0.6224593f}, within(1e-6f));
    assertThat(output(new ActivationLayer(new Tanh()), new float[0], logits))
        .containsExactly(new float[] {0f, 0.7615942f, -0.9640276f, 0.4621172f}, within(1e-6f));
    assertThat(output(new ActivationLayer(new Softmax()), new float[0], logits))
        .containsExactly(
            new float[] {0.2689414f, 0.7310586f, 0.0758582f, 0.9241418f}, within(1e-6f));
    assertThat(output(new ActivationLayer(new Softmax()), new float[0], 1e4f, -1e4f))
        .containsExactly(1, 0);
  }

  @Test
  void anActivationMayReadItsInput() {
    LayerSpec dense = new GuardedLayer(Dense.of(3, new Silu()));
    LayerSpec alone = new GuardedLayer(new ActivationLayer(new Silu()));
    Columns columns = Columns.numeric(4);
    NetworkSpec network = NetworkSpec.of(new ShiftedInput(7), dense, alone);
    GradientCheck check = new GradientCheck(network, columns, Batches.of(columns, 1), 2);
    check.adjoint();
    check.gradientByDifferences();
    check.tangentByDifferences();
  }

  @Test
  void theLinkIsFoldedWhereItIsTheLosss() {
    Dense sigmoid = Dense.of(1, new Sigmoid());
    assertThat(sigmoid.withoutLink(Loss.Link.SIGMOID)).isEqualTo(Dense.of(1, new Identity()));
    assertThat(sigmoid.withoutLink(Loss.Link.SOFTMAX)).isSameAs(sigmoid);
    assertThat(sigmoid.finalActivation()).isEqualTo("sigmoid");
    assertThat(Dense.of(1, new Identity()).finalActivation()).isNull();
    ActivationLayer softmax = new ActivationLayer(new Softmax());
    assertThat(softmax.withoutLink(Loss.Link.SOFTMAX))
        .isEqualTo(new ActivationLayer(new Identity()));
    assertThat(softmax.finalActivation()).isEqualTo("softmax");
  }

  @Test
  void unitsAreAtLeastOne() {
    assertThatThrownBy(() -> Dense.of(0, new Relu()))
        .hasMessage("units: expected at least 1, found 0");
  }
}
