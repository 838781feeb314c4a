package io.ganglion.tensor;

/** The products with a vector as plain loops. */
final class PlainNarrowKernels implements NarrowKernels {
  @Override
  public void rowDots(
      int rows,
      int columns,
      float alpha,
      float[] a,
      int aAt,
      int stride,
      float[] x,
      int xAt,
      float beta,
      float[] y,
      int yAt,
      int step) {
    for (int i = 0; i < rows; i++) {
      float sum = dot(a, aAt + i * stride, x, xAt, columns);
      int to = yAt + i * step;
      y[to] = alpha * sum + (beta == 0f ? 0f : beta * y[to]);
    }
  }

  /** Four sums, because each addition waits for the one before it. */
  private static float dot(float[] x, int xAt, float[] y, int yAt, int n) {
    float s0 = 0f;
    float s1 = 0f;
    float s2 = 0f;
    float s3 = 0f;
    int i = 0;
    for (; i + 3 < n; i += 4) {
      s0 += x[xAt + i] * y[yAt + i];
      s1 += x[xAt + i + 1] * y[yAt + i + 1];
      s2 += x[xAt + i + 2] * y[yAt + i + 2];
      s3 += x[xAt + i + 3] * y[yAt + i + 3];
    }
    for (; i < n; i++) {
      s0 += x[xAt + i] * y[yAt + i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  @Override
  public void weightedRows(
      int rows,
      int columns,
      float alpha,
      float[] a,
      int aAt,
      int stride,
      float[] x,
      int xAt,
      int step,
      float beta,
      float[] y,
      int yAt) {
    for (int j = yAt; j < yAt + columns; j++) {
      y[j] = beta == 0f ? 0f : beta * y[j];
    }
    for (int i = 0; i < rows; i++) {
      float factor = alpha * x[xAt + i * step];
      int row = aAt + i * stride;
      for (int j = 0; j < columns; j++) {
        y[yAt + j] += factor * a[row + j];
      }
    }
  }

  @Override
  public void outer(
      int rows,
      int columns,
      float alpha,
      float[] x,
      int xAt,
      int step,
      float[] y,
      int yAt,
      float beta,
      float[] c,
      int cAt,
      int stride) {
    for (int i = 0; i < rows; i++) {
      float factor = alpha * x[xAt + i * step];
      int row = cAt + i * stride;
      for (int j = 0; j < columns; j++) {
        float product = factor * y[yAt + j];
        c[row + j] = beta == 0f ? product : product + beta * c[row + j];
      }
    }
  }
}
