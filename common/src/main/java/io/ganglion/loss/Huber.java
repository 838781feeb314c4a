package io.ganglion.loss;

import io.ganglion.config.Section;
import io.ganglion.data.TargetScaling;
import io.ganglion.data.Targets;
import io.ganglion.tensor.Matrix;

/**
 * Half the squared error up to delta and linear beyond, so that outliers pull less, as the mean
 * over the outputs of a row: with {@code e = out_c − t_c} it is {@code e² / 2 where |e| ≤ delta,
 * else delta (|e| − delta / 2)}.
 *
 * <p>Delta is in the unit that training sees: with standardised targets 1.0 is one deviation of an
 * output's training targets, whatever their unit, and with raw targets it is 1 in the unit of the
 * data. Users are shown the loss with delta in the unit of the data: it is the one that training
 * lowers times the squared deviation.
 *
 * <p>Source: Huber 1964, "Robust estimation of a location parameter", section 4.
 *
 * @param delta above 0; 1 by default
 */
public record Huber(double delta) implements Loss {
  public Huber {
    if (!(delta > 0.0)) {
      throw new IllegalArgumentException("delta: expected a number above 0, found " + delta);
    }
  }

  static Huber read(Section section) {
    return new Huber(section.positive("delta", 1.0));
  }

  @Override
  public String kind() {
    return "huber";
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
        errors += value(error, delta);
        if (dOut != null) {
          double slope = Math.max(-delta, Math.min(delta, error));
          dOut.data[dOut.row(r) + c] = (float) (share * slope);
        }
      }
      sum += share * errors;
    }
    return sum;
  }

  private static double value(double error, double delta) {
    double size = Math.abs(error);
    return size <= delta ? 0.5 * error * error : delta * (size - 0.5 * delta);
  }

  @Override
  public double restoredValue(Matrix out, Targets targets, TargetScaling scaling) {
    double sum = 0.0;
    for (int r = 0; r < out.rows; r++) {
      double errors = 0.0;
      for (int c = 0; c < out.columns; c++) {
        double error = (double) out.get(r, c) - targets.values.get(r, c);
        errors += value(error, delta * scaling.deviation(c));
      }
      sum += targets.weight(r) / out.columns * errors;
    }
    return sum;
  }

  @Override
  public void curvatureProduct(Matrix out, Targets targets, Matrix v, Matrix hv) {
    for (int r = 0; r < out.rows; r++) {
      float share = (float) (targets.weight(r) / out.columns);
      for (int c = 0; c < out.columns; c++) {
        double error = (double) out.get(r, c) - targets.values.get(r, c);
        hv.set(r, c, Math.abs(error) <= delta ? share * v.get(r, c) : 0f);
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
