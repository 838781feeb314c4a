package io.ganglion.loss;

import io.ganglion.data.Targets;
import io.ganglion.tensor.Matrix;

/**
 * The squared error, as the mean over the outputs of a row: {@code Σ_c (out_c − t_c)² / outputs}.
 */
public record MeanSquaredError() implements Loss {
  @Override
  public String kind() {
    return "mse";
  }

  @Override
  public double valueAndGradient(Matrix out, Targets targets, Matrix dOut) {
    double sum = 0.0;
    for (int r = 0; r < out.rows; r++) {
      double share = targets.weight(r) / out.columns;
      int row = out.row(r);
      int target = targets.values.row(r);
      double squares = 0.0;
      for (int c = 0; c < out.columns; c++) {
        double error = (double) out.data[row + c] - targets.values.data[target + c];
        squares += error * error;
        if (dOut != null) {
          dOut.data[dOut.row(r) + c] = (float) (2.0 * share * error);
        }
      }
      sum += share * squares;
    }
    return sum;
  }

  @Override
  public void curvatureProduct(Matrix out, Targets targets, Matrix v, Matrix hv) {
    for (int r = 0; r < out.rows; r++) {
      float factor = (float) (2.0 * targets.weight(r) / out.columns);
      int from = v.row(r);
      int to = hv.row(r);
      for (int c = 0; c < out.columns; c++) {
        hv.data[to + c] = factor * v.data[from + c];
      }
    }
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
