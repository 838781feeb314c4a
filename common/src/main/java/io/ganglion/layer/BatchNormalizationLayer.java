package io.ganglion.layer;

import io.ganglion.data.Shape;
import io.ganglion.network.Buffer;
import io.ganglion.network.Layer;
import io.ganglion.network.Observing;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.network.Slot;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/**
 * {@link BatchNormalization}, bound. With {@code x̂ = (x − μ) s} and {@code s = 1 / √(σ² + ε)}, the
 * mean and the variance of a batch depend on x, so that {@code dx = γ s (dy − mean(dy) − x̂ mean(dy
 * x̂))}, and the same form serves the tangent.
 */
final class BatchNormalizationLayer implements Layer, Observing {
  private final Shape output;
  private final float momentum;
  private final double epsilon;
  private final Affine affine;
  private final Slot runningMean;
  private final Slot runningVariance;

  /** Of the last batch: x̂, μ, σ² and s. */
  private final Buffer standardized;

  private final Buffer mean;
  private final Buffer variance;
  private final Buffer scale;

  /** Means over the rows of something, and of something times x̂. */
  private final Buffer shift;

  private final Buffer slope;

  BatchNormalizationLayer(BatchNormalization spec, Shape in, Plan plan) {
    int features = in.features();
    this.output = in;
    this.momentum = (float) spec.momentum();
    this.epsilon = spec.epsilon();
    this.affine = new Affine(plan, features);
    this.runningMean = plan.slot("running_mean", 1, features, Slot.Kind.RUNNING_MEAN, new Zeros());
    this.runningVariance =
        plan.slot("running_variance", 1, features, Slot.Kind.RUNNING_VARIANCE, new Constant(1.0));
    this.standardized = plan.buffer(in);
    this.mean = plan.buffer(1, features);
    this.variance = plan.buffer(1, features);
    this.scale = plan.buffer(1, features);
    this.shift = plan.buffer(1, features);
    this.slope = plan.buffer(1, features);
    plan.dependsOnBatch();
  }

  @Override
  public Shape output() {
    return output;
  }

  @Override
  public void forward(Pass pass, Matrix x, Matrix y) {
    Matrix unit = pass.buffer(standardized);
    if (pass.training()) {
      center(x, batchMean(x, pass.buffer(mean)), unit);
      batchVariance(unit, pass.buffer(variance));
    } else {
      center(x, pass.weight(runningMean), unit);
    }
    Matrix factor = scale(pass);
    for (int r = 0; r < unit.rows; r++) {
      int row = unit.row(r);
      for (int c = 0; c < unit.columns; c++) {
        unit.data[row + c] *= factor.data[c];
      }
    }
    affine.forward(pass, unit, y);
  }

  private static Matrix batchMean(Matrix x, Matrix mean) {
    Kernels.fill(mean, 0f);
    Kernels.addColumnSums(x, mean);
    Kernels.scale(1f / x.rows, mean);
    return mean;
  }

  private static void center(Matrix x, Matrix mean, Matrix centered) {
    for (int r = 0; r < x.rows; r++) {
      int row = x.row(r);
      int to = centered.row(r);
      for (int c = 0; c < x.columns; c++) {
        centered.data[to + c] = x.data[row + c] - mean.data[mean.offset + c];
      }
    }
  }

  private static void batchVariance(Matrix centered, Matrix variance) {
    meanProducts(centered, centered, variance);
  }

  /** The means over the rows of {@code x ⊙ y}, for each feature. */
  private static void meanProducts(Matrix x, Matrix y, Matrix means) {
    Kernels.fill(means, 0f);
    for (int r = 0; r < x.rows; r++) {
      int row = x.row(r);
      int other = y.row(r);
      for (int c = 0; c < x.columns; c++) {
        means.data[c] += x.data[row + c] * y.data[other + c];
      }
    }
    Kernels.scale(1f / x.rows, means);
  }

  private Matrix scale(Pass pass) {
    Matrix from = pass.training() ? pass.buffer(variance) : pass.weight(runningVariance);
    Matrix factor = pass.buffer(scale);
    for (int c = 0; c < factor.columns; c++) {
      factor.data[c] = (float) (1.0 / Math.sqrt(from.data[from.offset + c] + epsilon));
    }
    return factor;
  }

  @Override
  public void backward(Pass pass, Matrix x, Matrix y, Matrix dy, Matrix dx) {
    Matrix unit = pass.buffer(standardized);
    affine.backward(pass, unit, dy);
    if (dx != null) {
      differentiate(pass, dy, dx);
      affine.scale(pass, dx);
    }
  }

  @Override
  public void tangent(Pass pass, Matrix x, Matrix xDot, Matrix y, Matrix yDot) {
    if (xDot == null) {
      Kernels.fill(yDot, 0f);
    } else {
      differentiate(pass, xDot, yDot);
      affine.scale(pass, yDot);
    }
    affine.addTangent(pass, pass.buffer(standardized), yDot);
  }

  /** The derivative of x̂ along v, which is its own adjoint. */
  private void differentiate(Pass pass, Matrix v, Matrix result) {
    Matrix unit = pass.buffer(standardized);
    Matrix factor = pass.buffer(scale);
    Matrix level = pass.buffer(shift);
    Matrix tilt = pass.buffer(slope);
    if (pass.training()) {
      batchMean(v, level);
      meanProducts(v, unit, tilt);
    } else {
      Kernels.fill(level, 0f);
      Kernels.fill(tilt, 0f);
    }
    for (int r = 0; r < v.rows; r++) {
      int from = v.row(r);
      int row = unit.row(r);
      int to = result.row(r);
      for (int c = 0; c < v.columns; c++) {
        float straight = v.data[from + c] - level.data[c] - unit.data[row + c] * tilt.data[c];
        result.data[to + c] = factor.data[c] * straight;
      }
    }
  }

  @Override
  public void observe(Pass pass) {
    move(pass.weight(runningMean), pass.buffer(mean));
    move(pass.weight(runningVariance), pass.buffer(variance));
  }

  private void move(Matrix running, Matrix seen) {
    for (int c = 0; c < running.columns; c++) {
      int at = running.offset + c;
      running.data[at] = momentum * running.data[at] + (1f - momentum) * seen.data[c];
    }
  }
}
