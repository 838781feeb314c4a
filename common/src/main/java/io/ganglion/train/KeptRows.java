package io.ganglion.train;

import io.ganglion.data.Batch;
import io.ganglion.data.Batcher;
import io.ganglion.network.Network;
import io.ganglion.network.Pass;
import io.ganglion.tensor.Matrix;
import io.ganglion.tensor.Ranges;
import io.ganglion.tensor.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A share of a shard's rows in memory, with the activations of one forward pass, for many products
 * with the Gauss–Newton matrix of their mean loss.
 */
final class KeptRows {
  /** Of a product after the forward pass: a tangent and a backward pass. */
  private static final double PRODUCT = Cost.CURVATURE_PRODUCT - 1.0;

  private final ModelSpec spec;
  private final Network network;
  private final List<Pass> passes = new ArrayList<>();
  private final List<Matrix> outputs = new ArrayList<>();
  private final float[] sum;
  private final long key;
  private double weight;
  private double rowEvaluations;
  private long examples;

  /**
   * Keeps those rows that {@link FrozenPass} would run over with the same share and key, under the
   * same random draws.
   */
  KeptRows(ModelSpec spec, float[] weights, Shard rows, double share, long key) {
    this.spec = spec;
    this.network = spec.bind();
    this.sum = new float[weights.length];
    this.key = key;
    long some = FrozenPass.batches(rows, share);
    long first = FrozenPass.first(rows, some, key);
    Batcher source = Batcher.inOrder(rows.blocks(), FrozenPass.BATCH_SIZE);
    source.skip(first * FrozenPass.BATCH_SIZE);
    Batch batch = new Batch(spec.columns());
    for (long place = first; place - first < some && source.next(batch); place++) {
      Pass pass = network.pass(weights, sum);
      network.begin(pass, batch, Pass.Mode.TRAINING, Seeds.derive(key, place));
      passes.add(pass);
      outputs.add(network.forward(pass));
      weight += batch.targets.totalWeight();
      examples += batch.targets.rows;
      batch = new Batch(spec.columns());
    }
    this.rowEvaluations = examples;
  }

  /** Writes the product of the matrix with {@code v} to {@code product}. */
  void product(float[] v, float[] product) {
    Arrays.fill(sum, 0f);
    for (int b = 0; b < passes.size(); b++) {
      addProduct(b, v);
    }
    for (int i = 0; i < sum.length; i++) {
      product[i] = (float) (sum[i] / weight);
    }
    rowEvaluations += PRODUCT * examples;
  }

  /** Writes an estimate of the diagonal, {@code z ⊙ G z} with random signs z of each batch. */
  void diagonal(float[] diagonal) {
    Ranges trained = TrainedRanges.all(network);
    float[] signs = new float[sum.length];
    Arrays.fill(diagonal, 0f);
    for (int b = 0; b < passes.size(); b++) {
      for (int r = 0; r < trained.count(); r++) {
        HutchinsonDiagonal.drawSigns(
            signs, trained.from(r), trained.to(r), Seeds.derive(key, b, 2));
      }
      Arrays.fill(sum, 0f);
      addProduct(b, signs);
      for (int i = 0; i < sum.length; i++) {
        diagonal[i] += (float) (signs[i] * sum[i] / weight);
      }
    }
    rowEvaluations += PRODUCT * examples;
  }

  private void addProduct(int b, float[] v) {
    Pass pass = passes.get(b);
    pass.setDirection(v);
    Matrix tangent = network.tangent(pass);
    Matrix hv = network.outputGradient(pass);
    spec.loss().curvatureProduct(outputs.get(b), pass.batch().targets, tangent, hv);
    network.backward(pass);
  }

  Network network() {
    return network;
  }

  /** The weight of the rows. */
  double weight() {
    return weight;
  }

  /** What forward passes and products took so far. */
  double rowEvaluations() {
    return rowEvaluations;
  }
}
