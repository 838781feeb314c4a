package io.ganglion.tensor;

/**
 * Activation functions on row-major views, beside those of {@link Kernels} and with the same
 * conditions. Results are within 1e-6 of their values, relative to the greater of value and input.
 */
public final class Nonlinear {
  private static final NonlinearKernels FLAT = Backend.chooseNonlinearKernels();

  private Nonlinear() {}

  /** {@code y = x where x ≥ 0, else slope x}; y may be x. */
  public static void leakyRelu(float slope, Matrix x, Matrix y) {
    int runs = Kernels.runs(x, y);
    int n = x.size() / runs;
    for (int r = 0; r < runs; r++) {
      FLAT.leakyRelu(slope, x.data, x.row(r), y.data, y.row(r), n);
    }
  }

  /** {@code dx = dy where y > 0, else slope dy}; dx may be dy. */
  public static void leakyReluBackward(float slope, Matrix y, Matrix dy, Matrix dx) {
    int runs = Kernels.runs(y, dy, dx);
    int n = y.size() / runs;
    for (int r = 0; r < runs; r++) {
      FLAT.leakyReluBackward(slope, y.data, y.row(r), dy.data, dy.row(r), dx.data, dx.row(r), n);
    }
  }

  /** {@code y = x where x > 0, else alpha (exp(x) − 1)}; y may be x. */
  public static void elu(float alpha, Matrix x, Matrix y) {
    int runs = Kernels.runs(x, y);
    int n = x.size() / runs;
    for (int r = 0; r < runs; r++) {
      FLAT.elu(alpha, x.data, x.row(r), y.data, y.row(r), n);
    }
  }

  /** {@code dx = dy where y > 0, else dy (y + alpha)}; dx may be dy. */
  public static void eluBackward(float alpha, Matrix y, Matrix dy, Matrix dx) {
    int runs = Kernels.runs(y, dy, dx);
    int n = y.size() / runs;
    for (int r = 0; r < runs; r++) {
      FLAT.eluBackward(alpha, y.data, y.row(r), dy.data, dy.row(r), dx.data, dx.row(r), n);
    }
  }

  /** {@code y = log(1 + exp(x))}; y may be x. */
  public static void softplus(Matrix x, Matrix y) {
    int runs = Kernels.runs(x, y);
    int n = x.size() / runs;
    for (int r = 0; r < runs; r++) {
      FLAT.softplus(x.data, x.row(r), y.data, y.row(r), n);
    }
  }

  /** {@code dx = dy (1 − exp(−y))}; dx may be dy. */
  public static void softplusBackward(Matrix y, Matrix dy, Matrix dx) {
    int runs = Kernels.runs(y, dy, dx);
    int n = y.size() / runs;
    for (int r = 0; r < runs; r++) {
      FLAT.softplusBackward(y.data, y.row(r), dy.data, dy.row(r), dx.data, dx.row(r), n);
    }
  }

  /** {@code y = x Φ(x)}, Φ being the distribution of a standard normal number; y may be x. */
  public static void gelu(Matrix x, Matrix y) {
    int runs = Kernels.runs(x, y);
    int n = x.size() / runs;
    for (int r = 0; r < runs; r++) {
      FLAT.gelu(x.data, x.row(r), y.data, y.row(r), n);
    }
  }

  /** {@code dx = dy (Φ(x) + x φ(x))}, φ being the density to Φ; dx may be dy. */
  public static void geluBackward(Matrix x, Matrix dy, Matrix dx) {
    int runs = Kernels.runs(x, dy, dx);
    int n = x.size() / runs;
    for (int r = 0; r < runs; r++) {
      FLAT.geluBackward(x.data, x.row(r), dy.data, dy.row(r), dx.data, dx.row(r), n);
    }
  }
}
