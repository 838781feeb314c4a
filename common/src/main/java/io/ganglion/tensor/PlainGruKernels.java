package io.ganglion.tensor;

/** The gates of a GRU as plain loops, the functions in double precision rounded to float. */
final class PlainGruKernels implements GruKernels {
  private static float sigmoid(float x) {
    return (float) (1.0 / (1.0 + Math.exp(-x)));
  }

  private static float tanh(float x) {
    return (float) Math.tanh(x);
  }

  @Override
  public void forward(Matrix bias, Matrix gates, Matrix inner, Matrix before, Matrix h) {
    int n = h.columns;
    float[] b = bias.data;
    float[] g = gates.data;
    float[] u = inner.data;
    for (int r = 0; r < h.rows; r++) {
      for (int j = 0; j < n; j++) {
        int i = gates.row(r) + j;
        int k = inner.row(r) + j;
        int x = bias.row(0) + j;
        int y = bias.row(1) + j;
        float update = sigmoid(g[i] + u[k] + (b[x] + b[y]));
        float reset = sigmoid(g[i + n] + u[k + n] + (b[x + n] + b[y + n]));
        float remembered = u[k + 2 * n] + b[y + 2 * n];
        float candidate = tanh(g[i + 2 * n] + b[x + 2 * n] + reset * remembered);
        g[i] = update;
        g[i + n] = reset;
        g[i + 2 * n] = candidate;
        u[k + 2 * n] = remembered;
        float last = before.data[before.row(r) + j];
        h.data[h.row(r) + j] = candidate + update * (last - candidate);
      }
    }
  }

  @Override
  public void backward(
      Matrix gates, Matrix inner, Matrix before, Matrix dh, Matrix dGates, Matrix dInner) {
    int n = dh.columns;
    float[] g = gates.data;
    for (int r = 0; r < dh.rows; r++) {
      for (int j = 0; j < n; j++) {
        int i = gates.row(r) + j;
        int x = dGates.row(r) + j;
        int u = dInner.row(r) + j;
        float update = g[i];
        float reset = g[i + n];
        float candidate = g[i + 2 * n];
        float dy = dh.data[dh.row(r) + j];
        float dn = dy * (1f - update) * (1f - candidate * candidate);
        float dr = dn * inner.data[inner.row(r) + j + 2 * n] * reset * (1f - reset);
        float last = before.data[before.row(r) + j];
        float dz = dy * (last - candidate) * update * (1f - update);
        dGates.data[x] = dz;
        dGates.data[x + n] = dr;
        dGates.data[x + 2 * n] = dn;
        dInner.data[u] = dz;
        dInner.data[u + n] = dr;
        dInner.data[u + 2 * n] = dn * reset;
        dh.data[dh.row(r) + j] = dy * update;
      }
    }
  }
}
