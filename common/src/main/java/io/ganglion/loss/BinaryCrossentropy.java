package io.ganglion.loss;

import io.ganglion.config.Section;
import io.ganglion.data.Targets;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/**
 * The cross-entropy of independent yes-or-no targets t in {0, 1} on logits z, as the mean over the
 * outputs of a row: {@code Σ_c (log(1 + exp(z_c)) − t_c z_c) / outputs}.
 *
 * <p>With {@code log(1 + exp(z)) = max(z, 0) + log(1 + exp(−|z|))} nothing overflows, and a small
 * loss keeps its digits.
 *
 * @param labelSmoothing how far targets are drawn towards a half, from 0 to below 1: {@code t (1 −
 *     labelSmoothing) + labelSmoothing / 2} stands for t
 */
public record BinaryCrossentropy(double labelSmoothing) implements Loss {
  public BinaryCrossentropy {
    LabelSmoothing.check(labelSmoothing);
  }

  /** Without label smoothing. */
  public BinaryCrossentropy() {
    this(LabelSmoothing.NONE);
  }

  static BinaryCrossentropy read(Section section) {
    return new BinaryCrossentropy(LabelSmoothing.read(section));
  }

  @Override
  public String kind() {
    return "binary_crossentropy";
  }

  @Override
  public double valueAndGradient(Matrix out, Targets targets, Matrix dOut) {
    double sum = 0.0;
    for (int r = 0; r < out.rows; r++) {
      double share = targets.weight(r) / out.columns;
      int row = out.row(r);
      int target = targets.values.row(r);
      double rowLoss = 0.0;
      for (int c = 0; c < out.columns; c++) {
        double z = out.data[row + c];
        double t = (1.0 - labelSmoothing) * targets.values.data[target + c] + 0.5 * labelSmoothing;
        double decay = Math.exp(-Math.abs(z));
        rowLoss += Math.max(z, 0.0) - t * z + Math.log1p(decay);
        if (dOut != null) {
          dOut.data[dOut.row(r) + c] = (float) (share * (sigmoid(z, decay) - t));
        }
      }
      sum += share * rowLoss;
    }
    return sum;
  }

  @Override
  public void curvatureProduct(Matrix out, Targets targets, Matrix v, Matrix hv) {
    for (int r = 0; r < out.rows; r++) {
      double share = targets.weight(r) / out.columns;
      int row = out.row(r);
      for (int c = 0; c < out.columns; c++) {
        double decay = Math.exp(-Math.abs(out.data[row + c]));
        double variance = decay / ((1.0 + decay) * (1.0 + decay));
        hv.data[hv.row(r) + c] = (float) (share * variance * v.data[v.row(r) + c]);
      }
    }
  }

  /** 1 / (1 + exp(−z)), given {@code exp(−|z|)}. */
  private static double sigmoid(double z, double decay) {
    return (z >= 0.0 ? 1.0 : decay) / (1.0 + decay);
  }

  @Override
  public void predict(Matrix out, Matrix prediction) {
    Kernels.sigmoid(out, prediction);
  }

  @Override
  public Link link() {
    return Link.SIGMOID;
  }

  @Override
  public Target target() {
    return Target.BINARY;
  }
}
