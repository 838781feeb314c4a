package io.ganglion.loss;

import io.ganglion.data.Targets;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/**
 * The absolute error, as the mean over the outputs of a row: {@code Σ_c |out_c − t_c| / outputs}.
 * Its derivative is taken for 0 where the error is 0, and its second derivative is 0.
 */
public record MeanAbsoluteError() implements Loss {
  @Override
  public String kind() {
    return "mae";
  }

  @Override
  public double valueAndGradient(Matrix out, Targets targets, Matrix dOut) {
    double sum = 0.0;
    for (int r = 0; r < out.rows; r++) {
      double share = targets.weight(r) / out.columns;
      int row = out.row(r);
      int target = targets.values.row(r);
      double errors = 0.0;
      for (int c = 0; c < out.columns; c++) {
        double error = (double) out.data[row + c] - targets.values.data[target + c];
        errors += Math.abs(error);
        if (dOut != null) {
          dOut.data[dOut.row(r) + c] = (float) (share * Math.signum(error));
        }
      }
      sum += share * errors;
    }
    return sum;
  }

  @Override
  public void curvatureProduct(Matrix out, Targets targets, Matrix v, Matrix hv) {
    Kernels.fill(hv, 0f);
  }

  @Override
  public Link link() {
    return Link.IDENTITY;
  }

  @Override
  public Target target() {
    return Target.NUMBERS;
  }
}
