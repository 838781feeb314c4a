package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.data.Batch;
import io.ganglion.data.Columns;
import io.ganglion.data.Pieces;
import io.ganglion.data.TargetScaling;
import io.ganglion.layer.Bidirectional;
import io.ganglion.layer.Dense;
import io.ganglion.layer.Gru;
import io.ganglion.layer.Identity;
import io.ganglion.layer.LastStep;
import io.ganglion.layer.Lstm;
import io.ganglion.layer.Residual;
import io.ganglion.layer.SimpleRnn;
import io.ganglion.layer.Tanh;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.network.LayerEntry;
import io.ganglion.network.LayerSpec;
import io.ganglion.network.Network;
import io.ganglion.network.NetworkException;
import io.ganglion.network.NetworkSpec;
import io.ganglion.network.Pass;
import io.ganglion.optimize.Adam;
import io.ganglion.optimize.UpdateRule;
import io.ganglion.tensor.Matrix;
import io.ganglion.testing.Batches;
import io.ganglion.testing.ToyProblem;
import io.ganglion.testing.ToyProblems;
import io.ganglion.testing.Vectors;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TruncationTest {
  private static final int WIDTH = 4;
  private static final Columns STEPS = Batches.columns(Columns.Kind.STEP, WIDTH);
  private static final ToyProblem EVERY_STEP = ToyProblems.sequences(true);

  static List<List<LayerSpec>> networks() {
    LayerEntry inside = LayerEntry.of(Lstm.of(WIDTH, true));
    return List.of(
        List.of(SimpleRnn.of(3, true)),
        List.of(Lstm.of(3, true), Dense.of(2, new Tanh())),
        List.of(Gru.of(3, true)),
        List.of(Gru.of(WIDTH, true), new Residual(List.of(inside)), SimpleRnn.of(2, true)));
  }

  private static Network bind(Columns columns, LayerSpec... layers) {
    return Network.bind(NetworkSpec.of(layers), columns, new MeanSquaredError());
  }

  @ParameterizedTest
  @MethodSource("networks")
  void theStateGoesOnFromPieceToPiece(List<LayerSpec> layers) {
    Network network = bind(STEPS, layers.toArray(new LayerSpec[0]));
    float[] weights = network.initialize(1);
    Pass pass = network.pass(weights, null);
    Batch batch = Batches.of(STEPS, 2);
    network.begin(pass, batch, Pass.Mode.TRAINING, 0);
    float[] whole = Vectors.values(network.forward(pass));
    for (int length : new int[] {1, 2, 3, 9}) {
      Pieces pieces = new Pieces(STEPS, length);
      pieces.cut(batch);
      int at = 0;
      for (Batch piece = pieces.next(); piece != null; piece = pieces.next()) {
        network.begin(pass, piece, Pass.Mode.TRAINING, 0);
        // Once more than needed, which must not move the state twice.
        network.forward(pass);
        float[] part = Vectors.values(network.forward(pass));
        network.carry(pass);
        assertThat(part)
            .containsExactly(Arrays.copyOfRange(whole, at, at + part.length), within(1e-6f));
        at += part.length;
      }
      assertThat(at).isEqualTo(whole.length);
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void theGradientOfAPieceTakesTheStateBeforeItAsGiven(List<LayerSpec> layers) {
    Network network = bind(STEPS, layers.toArray(new LayerSpec[0]));
    float[] weights = network.initialize(1);
    float[] gradient = new float[weights.length];
    Pass pass = network.pass(weights, gradient);
    Pieces pieces = new Pieces(STEPS, 2);
    pieces.cut(Batches.of(STEPS, 2));
    network.begin(pass, pieces.next(), Pass.Mode.TRAINING, 0);
    network.forward(pass);
    network.carry(pass);
    network.begin(pass, pieces.next(), Pass.Mode.TRAINING, 0);
    Matrix y = network.forward(pass);
    float[] u = Vectors.normal(y.size(), 3);
    Vectors.set(network.outputGradient(pass), u);
    network.backward(pass);
    float[] direction = Vectors.normal(weights.length, 4);
    pass.setDirection(direction);
    double tangent = dot(Vectors.values(network.tangent(pass)), u);
    double slope = dot(gradient, direction);
    float[] start = weights.clone();
    double step = 1e-3;
    move(weights, start, direction, step);
    double high = dot(Vectors.values(network.forward(pass)), u);
    move(weights, start, direction, -step);
    double low = dot(Vectors.values(network.forward(pass)), u);
    double size = Vectors.norm(gradient) * Vectors.norm(direction);
    assertThat(slope).isCloseTo((high - low) / (2.0 * step), within(1e-3 * size));
    assertThat(tangent).isCloseTo(slope, within(1e-5 * size));
  }

  private static double dot(float[] x, float[] y) {
    double sum = 0.0;
    for (int i = 0; i < x.length; i++) {
      sum += (double) x[i] * y[i];
    }
    return sum;
  }

  private static void move(float[] weights, float[] from, float[] direction, double length) {
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (from[i] + length * direction[i]);
    }
  }

  private static ModelSpec spec(LayerSpec recurrent) {
    return new ModelSpec(
        NetworkSpec.of(recurrent, Dense.of(1, new Identity())),
        EVERY_STEP.spec().columns(),
        new MeanSquaredError(),
        List.of(),
        TargetScaling.NONE);
  }

  private static ParameterAveraging averaging(ModelSpec spec, int truncation) {
    UpdateRule rule = UpdateRule.of(new Adam(0.02, 0.9, 0.999, 1e-7));
    return new ParameterAveraging(spec, rule, 16, truncation, Averaging.defaults(), 1);
  }

  private static TrainState epoch(ModelSpec spec, int truncation) {
    ParameterAveraging strategy = averaging(spec, truncation);
    TrainState start = strategy.start(spec.bind().initialize(1));
    return strategy.epoch(start, new LocalCluster(EVERY_STEP.training())).state();
  }

  @Test
  void piecesAsLongAsTheSequencesChangeNothing() {
    ModelSpec spec = spec(Gru.of(5, true));
    TrainState whole = epoch(spec, Truncation.NONE);
    TrainState inPieces = epoch(spec, 1000);
    assertThat(inPieces.weights).isEqualTo(whole.weights);
    assertThat(inPieces.steps).isEqualTo(whole.steps);
  }

  @Test
  void everyPieceIsAStep() {
    ModelSpec spec = spec(Gru.of(5, true));
    // Batches of 16 sequences of up to five steps nearly always have one of four or five.
    assertThat(epoch(spec, 2).steps)
        .isBetween(5 * epoch(spec, 1000).steps / 2, 5 * epoch(spec, 1000).steps);
  }

  @Test
  void whatNeedsTheStepBeforeIsLearnedFromPieces() {
    ModelSpec spec = spec(Lstm.of(8, true));
    ParameterAveraging strategy = averaging(spec, 2);
    TrainState start = strategy.start(spec.bind().initialize(1));
    TrainingResult result =
        new Trainer(spec, strategy, 25, null, (epoch, most) -> {})
            .train(
                start,
                new LocalCluster(EVERY_STEP.training()),
                new LocalCluster(EVERY_STEP.heldOut()));
    double best = result.epochs().get(result.bestEpoch() - 1).holdout().loss();
    assertThat(best).isLessThan(EVERY_STEP.trivialLoss() / 5);
  }

  @Test
  void layersThatNeedWholeSequencesAreNamed() {
    assertRefused(
        bind(STEPS, Lstm.of(3, false), Dense.of(1, new Identity())),
        "found lstm_1, which gives one row for a whole sequence");
    assertRefused(
        bind(STEPS, Gru.of(3, true), new LastStep()),
        "found last_step_1, which gives one row for a whole sequence");
    assertRefused(
        bind(STEPS, Bidirectional.of(Gru.of(3, true))),
        "found backward_gru_1, which begins at the end of a sequence");
    assertRefused(
        bind(Columns.numeric(3), Dense.of(3, new Tanh())), "expected sequences, found (None, 3)");
    Truncation.check(Truncation.NONE, bind(STEPS, Lstm.of(3, false)));
    Truncation.check(5, bind(STEPS, Dense.of(2, new Tanh()), Lstm.of(3, true)));
  }

  private static void assertRefused(Network network, String why) {
    assertThatThrownBy(() -> Truncation.check(5, network))
        .isInstanceOf(NetworkException.class)
        .hasMessageStartingWith("training.truncation: expected ")
        .hasMessageContaining(why);
  }
}
