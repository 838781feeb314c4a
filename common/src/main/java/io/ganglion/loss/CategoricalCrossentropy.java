package io.ganglion.loss;

import io.ganglion.data.Targets;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/**
 * The cross-entropy of a class t on logits z: {@code log Σ_c exp(z_c) − z_t}.
 *
 * <p>Let m be the largest logit, and S the share of the other classes in the softmax. Then the loss
 * is {@code (m − z_t) − log(1 − S)}: nothing overflows, and a small loss keeps its digits. With the
 * gradient wanted, the shares come from the softmax that it needs anyway.
 */
public record CategoricalCrossentropy() implements Loss {
  @Override
  public String kind() {
    return "categorical_crossentropy";
  }

  @Override
  public double valueAndGradient(Matrix out, Targets targets, Matrix dOut) {
    return dOut == null ? value(out, targets) : valueWithGradient(out, targets, dOut);
  }

  private static double value(Matrix out, Targets targets) {
    double sum = 0.0;
    for (int r = 0; r < out.rows; r++) {
      int row = out.row(r);
      int largest = largest(out, r);
      double max = out.data[row + largest];
      double others = 0.0;
      for (int c = 0; c < out.columns; c++) {
        if (c != largest) {
          others += Math.exp(out.data[row + c] - max);
        }
      }
      double loss = max - out.data[row + targets.classes[r]] + Math.log1p(others);
      sum += targets.weight(r) * loss;
    }
    return sum;
  }

  private static double valueWithGradient(Matrix out, Targets targets, Matrix dOut) {
    Kernels.softmax(out, dOut);
    double sum = 0.0;
    for (int r = 0; r < out.rows; r++) {
      int row = out.row(r);
      int dRow = dOut.row(r);
      int target = targets.classes[r];
      int largest = largest(out, r);
      double weight = targets.weight(r);
      double others = 0.0;
      for (int c = 0; c < out.columns; c++) {
        if (c != largest) {
          others += dOut.data[dRow + c];
        }
      }
      double share = dOut.data[dRow + largest];
      double logShare = others < 0.5 ? Math.log1p(-others) : Math.log(share);
      sum += weight * ((double) out.data[row + largest] - out.data[row + target] - logShare);
      dOut.data[dRow + target] -= 1f;
      for (int c = 0; c < out.columns; c++) {
        dOut.data[dRow + c] *= (float) weight;
      }
    }
    return sum;
  }

  private static int largest(Matrix out, int r) {
    int row = out.row(r);
    int largest = 0;
    for (int c = 1; c < out.columns; c++) {
      if (out.data[row + c] > out.data[row + largest]) {
        largest = c;
      }
    }
    return largest;
  }

  @Override
  public void curvatureProduct(Matrix out, Targets targets, Matrix v, Matrix hv) {
    Kernels.softmax(out, hv);
    for (int r = 0; r < out.rows; r++) {
      float weight = (float) targets.weight(r);
      int vRow = v.row(r);
      int hvRow = hv.row(r);
      double mean = 0.0;
      for (int c = 0; c < out.columns; c++) {
        mean += (double) hv.data[hvRow + c] * v.data[vRow + c];
      }
      for (int c = 0; c < out.columns; c++) {
        hv.data[hvRow + c] *= weight * (v.data[vRow + c] - (float) mean);
      }
    }
  }

  @Override
  public void predict(Matrix out, Matrix prediction) {
    Kernels.softmax(out, prediction);
  }

  @Override
  public Link link() {
    return Link.SOFTMAX;
  }

  @Override
  public Target target() {
    return Target.CLASS;
  }
}
