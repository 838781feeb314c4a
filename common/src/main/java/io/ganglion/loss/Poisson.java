package io.ganglion.loss;

import io.ganglion.data.Targets;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/**
 * The negative logarithm of the Poisson distribution of counts t, without the term of t alone, as
 * the mean over the outputs of a row. The network's output z is the logarithm of the rate: {@code
 * Σ_c (exp(z_c) − t_c z_c) / outputs}, which is Keras' {@code poisson} of the prediction {@code
 * exp(z)}. It may be negative.
 *
 * <p>Targets are at least 0 and not standardised; they need not be whole. Above {@code z = 88} a
 * float holds neither gradient nor prediction, and training stops as diverged.
 *
 * <p>Source: McCullagh & Nelder 1989, "Generalized linear models", section 6.2.
 */
public record Poisson() implements Loss {
  @Override
  public String kind() {
    return "poisson";
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
        double t = targets.values.data[target + c];
        double rate = Math.exp(z);
        rowLoss += rate - t * z;
        if (dOut != null) {
          dOut.data[dOut.row(r) + c] = (float) (share * (rate - t));
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
      for (int c = 0; c < out.columns; c++) {
        hv.set(r, c, (float) (share * Math.exp(out.get(r, c)) * v.get(r, c)));
      }
    }
  }

  @Override
  public void predict(Matrix out, Matrix prediction) {
    Kernels.exp(out, prediction);
  }

  @Override
  public Link link() {
    return Link.EXPONENTIAL;
  }

  @Override
  public Target target() {
    return Target.NUMBERS;
  }

  @Override
  public double leastTarget() {
    return 0.0;
  }
}
