package io.ganglion.tensor;

/**
 * Activation functions beyond those of {@link FlatKernels}, on stretches of arrays in the same way:
 * where an output may be an input, it must be the very same stretch.
 */
public interface NonlinearKernels {
  /** {@code y = x where x ≥ 0, else slope x}; y may be x. */
  void leakyRelu(float slope, float[] x, int xAt, float[] y, int yAt, int n);

  /** {@code dx = dy where y > 0, else slope dy}; dx may be dy. */
  void leakyReluBackward(
      float slope, float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt, int n);

  /** {@code y = x where x > 0, else alpha (exp(x) − 1)}; y may be x. */
  void elu(float alpha, float[] x, int xAt, float[] y, int yAt, int n);

  /** {@code dx = dy where y > 0, else dy (y + alpha)}; dx may be dy. */
  void eluBackward(
      float alpha, float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt, int n);

  /** {@code y = log(1 + exp(x))}; y may be x. */
  void softplus(float[] x, int xAt, float[] y, int yAt, int n);

  /** {@code dx = dy (1 − exp(−y))}; dx may be dy. */
  void softplusBackward(float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt, int n);

  /** {@code y = x Φ(x)}, Φ being the distribution of a standard normal number; y may be x. */
  void gelu(float[] x, int xAt, float[] y, int yAt, int n);

  /** {@code dx = dy (Φ(x) + x φ(x))}, φ being the density to Φ; dx may be dy. */
  void geluBackward(float[] x, int xAt, float[] dy, int dyAt, float[] dx, int dxAt, int n);
}
