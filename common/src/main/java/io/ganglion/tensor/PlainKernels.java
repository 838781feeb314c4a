package io.ganglion.tensor;

/**
 * The kernels as plain loops: the fallback, and what the tests hold the Vector API's against.
 *
 * <p>Exponentials are {@link Math}'s, rounded to float.
 */
final class PlainKernels implements FlatKernels {
  @Override
  public String name() {
    return "plain Java";
  }

  @Override
  public void axpy(float alpha, float[] x, int xAt, float[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] += alpha * x[xAt + i];
    }
  }

  @Override
  public void multiply(float[] x, int xAt, float[] y, int yAt, float[] z, int zAt, int n) {
    for (int i = 0; i < n; i++) {
      z[zAt + i] = x[xAt + i] * y[yAt + i];
    }
  }

  @Override
  public void relu(float[] x, int xAt, float[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] = Math.max(0f, x[xAt + i]);
    }
  }

  @Override
  public void reluBackward(float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt, int n) {
    for (int i = 0; i < n; i++) {
      dx[dxAt + i] = y[yAt + i] > 0f ? dy[dyAt + i] : 0f;
    }
  }

  @Override
  public void sigmoid(float[] x, int xAt, float[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] = (float) (1.0 / (1.0 + Math.exp(-x[xAt + i])));
    }
  }

  @Override
  public void sigmoidBackward(
      float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt, int n) {
    for (int i = 0; i < n; i++) {
      float s = y[yAt + i];
      dx[dxAt + i] = dy[dyAt + i] * (s * (1f - s));
    }
  }

  @Override
  public void tanh(float[] x, int xAt, float[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] = (float) Math.tanh(x[xAt + i]);
    }
  }

  @Override
  public void tanhBackward(float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt, int n) {
    for (int i = 0; i < n; i++) {
      float t = y[yAt + i];
      dx[dxAt + i] = dy[dyAt + i] * (1f - t * t);
    }
  }

  @Override
  public void exp(float[] x, int xAt, float[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] = (float) Math.exp(x[xAt + i]);
    }
  }

  @Override
  public float max(float[] x, int xAt, int n) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      max = Math.max(max, x[xAt + i]);
    }
    return max;
  }

  @Override
  public double sum(float[] x, int xAt, int n) {
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
      sum += x[xAt + i];
    }
    return sum;
  }

  @Override
  public double dot(float[] x, int xAt, float[] y, int yAt, int n) {
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
      sum += (double) x[xAt + i] * y[yAt + i];
    }
    return sum;
  }

  @Override
  public boolean within(double[] x, int n, double least, double greatest) {
    for (int i = 0; i < n; i++) {
      if (!(x[i] >= least && x[i] <= greatest)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void addRow(
      float[] bias, int biasAt, float[] y, int yAt, int rows, int columns, int stride) {
    for (int r = 0; r < rows; r++) {
      axpy(1f, bias, biasAt, y, yAt + r * stride, columns);
    }
  }

  @Override
  public void addRowRelu(
      float[] bias, int biasAt, float[] y, int yAt, int rows, int columns, int stride) {
    for (int r = 0; r < rows; r++) {
      int row = yAt + r * stride;
      axpy(1f, bias, biasAt, y, row, columns);
      relu(y, row, y, row, columns);
    }
  }

  @Override
  public void addColumnSums(
      float[] x, int xAt, int rows, int columns, int stride, float[] sums, int sumsAt) {
    for (int r = 0; r < rows; r++) {
      axpy(1f, x, xAt + r * stride, sums, sumsAt, columns);
    }
  }
}
