package io.ganglion.train;

import io.ganglion.loss.Loss;
import io.ganglion.network.Network;
import io.ganglion.network.Pass;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;
import io.ganglion.tensor.Ranges;
import io.ganglion.tensor.Seeds;
import java.util.Arrays;

/**
 * An unbiased estimate of the diagonal of the Gauss–Newton matrix {@code G = Jᵀ H J} of a batch's
 * mean loss: {@code z ⊙ G z} with random signs z. Off the diagonal the signs cancel in the mean.
 * The product costs a tangent and a backward pass.
 *
 * <p>Source: Hutchinson 1990; for the diagonal Bekas, Kokiopoulou &amp; Saad 2007, "An estimator
 * for the diagonal of a matrix", eq. 5; for the product Schraudolph 2002, "Fast curvature
 * matrix-vector products for second-order gradient descent".
 */
final class HutchinsonDiagonal {
  private final float[] signs;
  private final float[] product;

  HutchinsonDiagonal(int parameters) {
    this.signs = new float[parameters];
    this.product = new float[parameters];
  }

  /**
   * The estimate, after forward and backward passes on a batch.
   *
   * @param out of the forward pass
   * @param weight of the batch
   * @param active parameters that take part
   * @param key of the signs
   */
  float[] estimate(
      Network network, Pass pass, Loss loss, Matrix out, double weight, Ranges active, long key) {
    for (int i = 0; i < active.count(); i++) {
      drawSigns(signs, active.from(i), active.to(i), key);
      Arrays.fill(product, active.from(i), active.to(i), 0f);
    }
    float[] gradient = pass.gradient();
    pass.setDirection(signs);
    pass.setGradient(product);
    Matrix hv = network.outputGradient(pass);
    loss.curvatureProduct(out, pass.batch().targets, network.tangent(pass), hv);
    Kernels.scale((float) (1.0 / weight), hv);
    network.backward(pass);
    pass.setGradient(gradient);
    for (int i = 0; i < active.count(); i++) {
      for (int j = active.from(i); j < active.to(i); j++) {
        product[j] *= signs[j];
      }
    }
    return product;
  }

  /** Draws the signs of {@code [from, to)}, 64 from each random number. */
  static void drawSigns(float[] signs, int from, int to, long key) {
    int at = from;
    while (at < to) {
      long bits = Seeds.bits(key, at / Long.SIZE) >>> at;
      int end = Math.min(to, (at / Long.SIZE + 1) * Long.SIZE);
      for (; at < end; at++) {
        signs[at] = (bits & 1) == 0 ? -1f : 1f;
        bits >>>= 1;
      }
    }
  }
}
