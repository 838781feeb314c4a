package io.ganglion.train;

import io.ganglion.data.Batch;
import io.ganglion.network.Network;
import io.ganglion.network.Pass;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;
import io.ganglion.tensor.Ranges;
import io.ganglion.tensor.Scratch;

/**
 * The gradient of the mean loss of a batch, and where it is asked for the diagonal of its
 * curvature: first {@link #forward}, then {@link #loss}, then {@link #backward}. Allocates nothing.
 */
final class BatchGradient {
  /** The child of a step's key that draws the signs of {@link #curvature}. */
  static final long SIGNS = -2;

  private final Network network;
  private final ModelSpec spec;
  private final Pass pass;
  private final float[] gradient;
  private HutchinsonDiagonal diagonal;
  private Matrix out;

  /** Gradients at {@code weights}, which may move between batches. */
  BatchGradient(Network network, ModelSpec spec, float[] weights) {
    this.network = network;
    this.spec = spec;
    this.gradient = Scratch.zeros(weights.length);
    this.pass = network.pass(weights, gradient);
  }

  /** Where backward adds the gradient; whoever uses it up leaves it at zero. */
  float[] gradient() {
    return gradient;
  }

  /**
   * Keeps the gradients of touched rows of tables side by side from now on; no curvature then.
   *
   * @return what moves these rows
   */
  RowSteps pack(int vectors) {
    pass.pack();
    return new RowSteps(network, pass, vectors);
  }

  /** Writes the parameters that the batch in hand trains. */
  void collect(Ranges active, Ranges decayed) {
    pass.collect(active, decayed);
  }

  /**
   * Runs a batch through the network.
   *
   * @param key of this step's random numbers
   */
  void forward(Batch batch, long key) {
    network.begin(pass, batch, Pass.Mode.TRAINING, key);
    out = network.forward(pass);
  }

  /** The sum of the weighted losses of the batch, which is also scored. */
  double loss(ScoreKeeper scores) {
    Batch batch = pass.batch();
    Matrix dOut = network.outputGradient(pass);
    double loss = spec.loss().valueAndGradient(out, batch.targets, dOut);
    Matrix energies = spec.readsEnergies() ? network.energies(pass) : null;
    scores.add(out, energies, batch.targets, loss);
    return loss;
  }

  /**
   * Adds the gradient of the mean loss, and lets the layers observe the batch.
   *
   * @param weight of the batch, above 0
   * @param probe null for none
   */
  void backward(double weight, LayerProbe probe) {
    Kernels.scale((float) (1.0 / weight), network.outputGradient(pass));
    network.backward(pass);
    network.observe(pass);
    if (probe != null && probe.looking()) {
      probe.look(pass, 1.0, weight);
    }
  }

  /** Ends with a batch that the next one continues. */
  void carry() {
    network.carry(pass);
  }

  /**
   * An estimate of the diagonal of the Gauss–Newton matrix of the mean loss, after {@link
   * #backward}; overwritten by the next one.
   *
   * @param active the parameters that it is wanted for
   */
  float[] curvature(double weight, Ranges active, long key) {
    if (diagonal == null) {
      diagonal = new HutchinsonDiagonal(network.parameters());
    }
    return diagonal.estimate(network, pass, spec.loss(), out, weight, active, key);
  }
}
