package io.ganglion.tensor;

/**
 * Elementwise operations and reductions on stretches of arrays: n elements of x from {@code xAt}
 * on, and so forth.
 *
 * <p>Where an output may be an input, it must be the very same stretch; other overlaps give
 * undefined values. The three operations on rows take {@code rows} rows that start {@code stride}
 * elements apart.
 */
public interface FlatKernels {
  /** What the log calls these kernels. */
  String name();

  /** {@code y += alpha x}. */
  void axpy(float alpha, float[] x, int xAt, float[] y, int yAt, int n);

  /** {@code z = x ⊙ y}; z may be x or y. */
  void multiply(float[] x, int xAt, float[] y, int yAt, float[] z, int zAt, int n);

  /** {@code y = max(0, x)}; y may be x. */
  void relu(float[] x, int xAt, float[] y, int yAt, int n);

  /** {@code dx = dy where y > 0, else 0}; dx may be dy. */
  void reluBackward(float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt, int n);

  /** {@code y = 1 / (1 + exp(−x))}; y may be x. */
  void sigmoid(float[] x, int xAt, float[] y, int yAt, int n);

  /** {@code dx = dy ⊙ y ⊙ (1 − y)}; dx may be dy. */
  void sigmoidBackward(float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt, int n);

  /** {@code y = tanh(x)}; y may be x. */
  void tanh(float[] x, int xAt, float[] y, int yAt, int n);

  /** {@code dx = dy ⊙ (1 − y²)}; dx may be dy. */
  void tanhBackward(float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt, int n);

  /** {@code y = exp(x)}; y may be x. */
  void exp(float[] x, int xAt, float[] y, int yAt, int n);

  /** The greatest element, NaN if there is one; −∞ of none. */
  float max(float[] x, int xAt, int n);

  /** The sum, in double precision. */
  double sum(float[] x, int xAt, int n);

  /** {@code Σ x[i] y[i]} in double precision. */
  double dot(float[] x, int xAt, float[] y, int yAt, int n);

  /** Whether {@code least <= x <= greatest} in the first n elements, which NaN never is. */
  boolean within(double[] x, int n, double least, double greatest);

  /** Adds a bias to each row of y. */
  void addRow(float[] bias, int biasAt, float[] y, int yAt, int rows, int columns, int stride);

  /** {@code y = max(0, y + bias)}, row by row. */
  void addRowRelu(float[] bias, int biasAt, float[] y, int yAt, int rows, int columns, int stride);

  /** Adds the rows of x, from the first to the last, to the sums. */
  void addColumnSums(
      float[] x, int xAt, int rows, int columns, int stride, float[] sums, int sumsAt);
}
