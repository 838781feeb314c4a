package io.ganglion.loss;

import io.ganglion.config.Section;
import io.ganglion.data.Targets;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/**
 * The cross-entropy of a class t on logits z: {@code log Σ_c exp(z_c) − z_t}.
 *
 * <p>Let m be the largest logit, and S the share of the other classes in the softmax. Then the loss
 * is {@code (m − z_t) − log(1 − S)}: nothing overflows, and a small loss keeps its digits. With the
 * gradient wanted, the shares come from the softmax that it needs anyway.
 *
 * <p>Source of the smoothing: Szegedy, Vanhoucke, Ioffe, Shlens & Wojna 2016, "Rethinking the
 * Inception architecture for computer vision", section 7.
 *
 * <p>A target that two classes share is the mean of both: {@code share z_t + (1 − share) z_u}
 * stands for z_t.
 *
 * @param labelSmoothing the share of the target, from 0 to below 1, that is spread over all classes
 *     alike: the mean of all logits stands for so much of z_t
 */
public record CategoricalCrossentropy(double labelSmoothing) implements Loss {
  public CategoricalCrossentropy {
    LabelSmoothing.check(labelSmoothing);
  }

  /** Without label smoothing. */
  public CategoricalCrossentropy() {
    this(LabelSmoothing.NONE);
  }

  static CategoricalCrossentropy read(Section section) {
    return new CategoricalCrossentropy(LabelSmoothing.read(section));
  }

  @Override
  public String kind() {
    return "categorical_crossentropy";
  }

  @Override
  public double valueAndGradient(Matrix out, Targets targets, Matrix dOut) {
    return dOut == null ? value(out, targets) : valueWithGradient(out, targets, dOut);
  }

  private double value(Matrix out, Targets targets) {
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
      double loss = max - expected(out, r, targets) + Math.log1p(others);
      sum += targets.weight(r) * loss;
    }
    return sum;
  }

  private double valueWithGradient(Matrix out, Targets targets, Matrix dOut) {
    Kernels.softmax(out, dOut);
    float spread = (float) (labelSmoothing / out.columns);
    double sum = 0.0;
    for (int r = 0; r < out.rows; r++) {
      int row = out.row(r);
      int dRow = dOut.row(r);
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
      sum += weight * (out.data[row + largest] - expected(out, r, targets) - logShare);
      subtractTarget(targets, r, dOut);
      for (int c = 0; c < out.columns; c++) {
        dOut.data[dRow + c] = (dOut.data[dRow + c] - spread) * (float) weight;
      }
    }
    return sum;
  }

  /** Takes the target off the softmax, but for what is spread over all classes. */
  private void subtractTarget(Targets targets, int r, Matrix dOut) {
    int row = dOut.row(r);
    float whole = (float) (1.0 - labelSmoothing);
    if (targets.shares == null) {
      dOut.data[row + targets.classes[r]] -= whole;
      return;
    }
    dOut.data[row + targets.classes[r]] -= whole * targets.shares[r];
    dOut.data[row + targets.others[r]] -= whole * (1f - targets.shares[r]);
  }

  /** The mean of a row's logits under the target, smoothed and shared as it is. */
  private double expected(Matrix out, int r, Targets targets) {
    int row = out.row(r);
    double logit = out.data[row + targets.classes[r]];
    if (targets.shares != null) {
      double share = targets.shares[r];
      logit = share * logit + (1.0 - share) * out.data[row + targets.others[r]];
    }
    if (labelSmoothing == 0.0) {
      return logit;
    }
    double sum = 0.0;
    for (int c = 0; c < out.columns; c++) {
      sum += out.data[row + c];
    }
    return (1.0 - labelSmoothing) * logit + labelSmoothing * (sum / out.columns);
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
