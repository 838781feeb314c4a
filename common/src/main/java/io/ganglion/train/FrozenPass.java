package io.ganglion.train;

import io.ganglion.data.Batch;
import io.ganglion.data.Batcher;
import io.ganglion.network.Network;
import io.ganglion.network.Pass;
import io.ganglion.tensor.Matrix;
import io.ganglion.tensor.Seeds;
import java.util.Arrays;

/**
 * Runs over rows of a shard, in their order, as training sees them, but under random draws that
 * depend on the key and the place of a batch alone: passes with the same key and other weights see
 * the same network.
 */
final class FrozenPass {
  /** Fixed, since the draws, and the bits of a product, depend on it. */
  static final int BATCH_SIZE = 256;

  /** So many batches are added up in float32 before they join the sums in double. */
  private static final int BATCHES_A_SUM = 16;

  private final ModelSpec spec;
  private final Network network;
  private final Pass pass;
  private final float[] gradient;
  private final double[] sums;
  private final Batch batch;
  private final long key;
  private double weight;
  private long examples;

  /**
   * A pass. The rows of a shard can be run over once.
   *
   * @param weights that may be moved between two forward passes
   * @param gradients whether the caller adds up gradients
   * @param key of a seed, an iteration and a shard
   */
  FrozenPass(ModelSpec spec, float[] weights, boolean gradients, long key) {
    this.spec = spec;
    this.network = spec.bind();
    this.gradient = gradients ? new float[weights.length] : null;
    this.sums = gradients ? new double[weights.length] : null;
    this.pass = network.pass(weights, gradient);
    this.batch = new Batch(spec.columns());
    this.key = key;
  }

  /** What is done with each batch. */
  interface Consumer {
    /**
     * Takes in the batch that was begun.
     *
     * @param place of the batch in the shard, from 0
     */
    void accept(long place);
  }

  /** Runs over all rows. */
  void run(Shard rows, Consumer consumer) {
    run(rows, 0, Long.MAX_VALUE, consumer);
  }

  /** Runs over a share of the batches, at least one, from one on that the key draws. */
  void run(Shard rows, double share, Consumer consumer) {
    long some = batches(rows, share);
    run(rows, first(rows, some, key), some, consumer);
  }

  /** How many batches a share of the rows is, at least one. */
  static long batches(Shard rows, double share) {
    return Math.max(1, Math.round(share * Batcher.batches(rows.examples(), BATCH_SIZE)));
  }

  /** The first of {@code some} batches in a row, as the key draws it. */
  static long first(Shard rows, long some, long key) {
    long all = Batcher.batches(rows.examples(), BATCH_SIZE);
    return (long) (Seeds.uniform(key, -1) * (all - some + 1));
  }

  private void run(Shard rows, long first, long batches, Consumer consumer) {
    weight = 0.0;
    examples = 0;
    Batcher source = Batcher.inOrder(rows.blocks(), BATCH_SIZE);
    source.skip(first * BATCH_SIZE);
    for (long place = first; place - first < batches && source.next(batch); place++) {
      network.begin(pass, batch, Pass.Mode.TRAINING, Seeds.derive(key, place));
      consumer.accept(place);
      weight += batch.targets.totalWeight();
      examples += batch.targets.rows;
      if ((place - first) % BATCHES_A_SUM == BATCHES_A_SUM - 1) {
        addUp();
      }
    }
    addUp();
  }

  private void addUp() {
    if (gradient == null) {
      return;
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] += gradient[i];
    }
    Arrays.fill(gradient, 0f);
  }

  /** The output for the batch at the weights as they are now, {@code [rows, outputs]}. */
  Matrix forward() {
    return network.forward(pass);
  }

  /** The sum of the weighted losses, and backward with its gradient by the output. */
  double lossAndGradient(Matrix out) {
    Matrix dOut = network.outputGradient(pass);
    double value = spec.loss().valueAndGradient(out, batch.targets, dOut);
    network.backward(pass);
    return value;
  }

  /** The sum of the weighted losses. */
  double loss(Matrix out) {
    return spec.loss().valueAndGradient(out, batch.targets, null);
  }

  /** Adds the Gauss–Newton product with a direction to the gradient. */
  void addCurvature(Matrix out, float[] direction) {
    pass.setDirection(direction);
    Matrix outDot = network.tangent(pass);
    spec.loss().curvatureProduct(out, batch.targets, outDot, network.outputGradient(pass));
    network.backward(pass);
  }

  /** Moves what backward added up for this batch alone: {@code sums += signs ⊙ gradient}. */
  void addSigned(float[] signs) {
    for (int i = 0; i < signs.length; i++) {
      sums[i] += signs[i] * gradient[i];
      gradient[i] = 0f;
    }
  }

  /** The result over the rows of the last run: the gradient by their mean loss, and statistics. */
  Partial partial(double[][] statistics) {
    float[] mean = new float[sums.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (sums[i] / weight);
    }
    return new Partial(weight, new float[][] {mean}, statistics, 0);
  }

  Network network() {
    return network;
  }

  Pass pass() {
    return pass;
  }

  Batch batch() {
    return batch;
  }

  /** The weight of the rows of the last run. */
  double weight() {
    return weight;
  }

  /** The number of examples of the last run. */
  long examples() {
    return examples;
  }
}
