package io.ganglion.layer;

import io.ganglion.data.Shape;
import io.ganglion.network.Buffer;
import io.ganglion.network.Layer;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/**
 * {@link LayerNormalization}, bound. With {@code x̂ = (x − μ) s}, {@code s = 1 / √(σ² + ε)} and
 * {@code g = γ dy}, {@code dx = s (g − mean(g) − x̂ mean(g x̂))} in each row.
 */
final class LayerNormalizationLayer implements Layer {
  private final Shape output;
  private final double epsilon;
  private final Affine affine;

  /** Of the last batch: x̂, and s for each row. */
  private final Buffer standardized;

  private final Buffer scale;
  private final Buffer scaled;

  LayerNormalizationLayer(double epsilon, Shape in, Plan plan) {
    this.output = in;
    this.epsilon = epsilon;
    this.affine = new Affine(plan, in.features());
    this.standardized = plan.buffer(in);
    this.scale = plan.buffer(in, 1);
    this.scaled = plan.buffer(in);
  }

  @Override
  public Shape output() {
    return output;
  }

  @Override
  public void forward(Pass pass, Matrix x, Matrix y) {
    Matrix unit = pass.buffer(standardized);
    Matrix factor = pass.buffer(scale);
    for (int r = 0; r < x.rows; r++) {
      factor.data[r] = standardize(x.data, x.row(r), unit.data, unit.row(r), x.columns);
    }
    affine.forward(pass, unit, y);
  }

  /** Writes x̂ of a row of n features, and returns its s. */
  private float standardize(float[] x, int from, float[] unit, int to, int n) {
    double sum = 0.0;
    for (int c = 0; c < n; c++) {
      sum += x[from + c];
    }
    float mean = (float) (sum / n);
    double squares = 0.0;
    for (int c = 0; c < n; c++) {
      float centered = x[from + c] - mean;
      unit[to + c] = centered;
      squares += (double) centered * centered;
    }
    float factor = (float) (1.0 / Math.sqrt(squares / n + epsilon));
    for (int c = 0; c < n; c++) {
      unit[to + c] *= factor;
    }
    return factor;
  }

  @Override
  public void backward(Pass pass, Matrix x, Matrix y, Matrix dy, Matrix dx) {
    affine.backward(pass, pass.buffer(standardized), dy);
    if (dx != null) {
      Matrix g = pass.buffer(scaled);
      Kernels.copy(dy, g);
      affine.scale(pass, g);
      differentiate(pass, g, dx);
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
    int n = v.columns;
    for (int r = 0; r < v.rows; r++) {
      int from = v.row(r);
      int row = unit.row(r);
      int to = result.row(r);
      double sum = 0.0;
      double products = 0.0;
      for (int c = 0; c < n; c++) {
        sum += v.data[from + c];
        products += (double) v.data[from + c] * unit.data[row + c];
      }
      float level = (float) (sum / n);
      float tilt = (float) (products / n);
      float s = factor.data[r];
      for (int c = 0; c < n; c++) {
        result.data[to + c] = s * (v.data[from + c] - level - unit.data[row + c] * tilt);
      }
    }
  }
}
