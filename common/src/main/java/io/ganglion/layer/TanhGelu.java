package io.ganglion.layer;

import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/**
 * {@link Gelu} by its approximation: {@code y = z σ(g(z))} with {@code g(z) = 2 √(2/π) (z +
 * 0.044715 z³)}, since {@code (1 + tanh(x)) / 2 = σ(2x)}.
 */
final class TanhGelu {
  private static final double SCALE = 2.0 * Math.sqrt(2.0 / Math.PI);
  private static final double CUBE = 0.044715;

  /** Beyond this σ is 0 or 1 in any case; its factor must not become infinite. */
  private static final double SATURATED = 20.0;

  private TanhGelu() {}

  static void forward(Matrix z, Matrix y) {
    for (int r = 0; r < z.rows; r++) {
      int from = z.row(r);
      int to = y.row(r);
      for (int c = 0; c < z.columns; c++) {
        double x = z.data[from + c];
        y.data[to + c] = (float) (SCALE * x * (1.0 + CUBE * x * x));
      }
    }
    Kernels.sigmoid(y, y);
    Kernels.multiply(z, y, y);
  }

  /** {@code f′ = σ + y (1 − σ) g′}. */
  static void derivative(Matrix z, Matrix y, Matrix v, Matrix product) {
    for (int r = 0; r < z.rows; r++) {
      int zRow = z.row(r);
      int yRow = y.row(r);
      int vRow = v.row(r);
      int productRow = product.row(r);
      for (int c = 0; c < z.columns; c++) {
        float x = z.data[zRow + c];
        float gated = y.data[yRow + c];
        float gate = Silu.gate(x, gated);
        double slope = gate + gated * (1f - gate) * inner(x);
        product.data[productRow + c] = (float) (v.data[vRow + c] * slope);
      }
    }
  }

  /** {@code g′(z)}. */
  private static double inner(double z) {
    double x = Math.min(Math.abs(z), SATURATED);
    return SCALE * (1.0 + 3.0 * CUBE * x * x);
  }
}
