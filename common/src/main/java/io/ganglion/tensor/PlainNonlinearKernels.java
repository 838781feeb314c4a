package io.ganglion.tensor;

/** The activation functions as plain loops, in double precision rounded to float. */
final class PlainNonlinearKernels implements NonlinearKernels {
  @Override
  public void leakyRelu(float slope, float[] x, int xAt, float[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      float v = x[xAt + i];
      y[yAt + i] = v < 0f ? slope * v : v;
    }
  }

  @Override
  public void leakyReluBackward(
      float slope, float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt, int n) {
    for (int i = 0; i < n; i++) {
      float d = dy[dyAt + i];
      dx[dxAt + i] = y[yAt + i] > 0f ? d : slope * d;
    }
  }

  @Override
  public void elu(float alpha, float[] x, int xAt, float[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      float v = x[xAt + i];
      y[yAt + i] = v > 0f ? v : (float) (alpha * Math.expm1(v));
    }
  }

  @Override
  public void eluBackward(
      float alpha, float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt, int n) {
    for (int i = 0; i < n; i++) {
      float v = y[yAt + i];
      dx[dxAt + i] = dy[dyAt + i] * (v > 0f ? 1f : v + alpha);
    }
  }

  @Override
  public void softplus(float[] x, int xAt, float[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      double v = x[xAt + i];
      y[yAt + i] = (float) (Math.max(v, 0.0) + Math.log1p(Math.exp(-Math.abs(v))));
    }
  }

  @Override
  public void softplusBackward(
      float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt, int n) {
    for (int i = 0; i < n; i++) {
      dx[dxAt + i] = (float) (dy[dyAt + i] * -Math.expm1(-y[yAt + i]));
    }
  }

  @Override
  public void gelu(float[] x, int xAt, float[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      double v = x[xAt + i];
      y[yAt + i] = (float) (v * MillsRatio.distribution(v, MillsRatio.density(v)));
    }
  }

  @Override
  public void geluBackward(float[] x, int xAt, float[] dy, int dyAt, float[] dx, int dxAt, int n) {
    for (int i = 0; i < n; i++) {
      double v = x[xAt + i];
      double density = MillsRatio.density(v);
      double slope = MillsRatio.distribution(v, density) + v * density;
      dx[dxAt + i] = (float) (dy[dyAt + i] * slope);
    }
  }
}
