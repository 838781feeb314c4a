package io.ganglion.tensor;

/** The gates of an LSTM as plain loops, the functions in double precision rounded to float. */
final class PlainLstmKernels implements LstmKernels {
  private static float sigmoid(float x) {
    return (float) (1.0 / (1.0 + Math.exp(-x)));
  }

  private static float tanh(float x) {
    return (float) Math.tanh(x);
  }

  @Override
  public void forward(
      Matrix bias, Matrix gates, Matrix before, Matrix cell, Matrix squashed, Matrix h) {
    int n = h.columns;
    float[] b = bias.data;
    float[] g = gates.data;
    for (int r = 0; r < h.rows; r++) {
      int at = gates.row(r);
      for (int j = 0; j < n; j++) {
        int i = at + j;
        int o = bias.offset + j;
        float in = sigmoid(g[i] + b[o]);
        float forget = sigmoid(g[i + n] + b[o + n]);
        float candidate = tanh(g[i + 2 * n] + b[o + 2 * n]);
        float out = sigmoid(g[i + 3 * n] + b[o + 3 * n]);
        float c = forget * before.data[before.row(r) + j] + in * candidate;
        float s = tanh(c);
        g[i] = in;
        g[i + n] = forget;
        g[i + 2 * n] = candidate;
        g[i + 3 * n] = out;
        cell.data[cell.row(r) + j] = c;
        squashed.data[squashed.row(r) + j] = s;
        h.data[h.row(r) + j] = out * s;
      }
    }
  }

  @Override
  public void backward(
      Matrix gates, Matrix before, Matrix squashed, Matrix dh, Matrix dCell, Matrix dGates) {
    int n = dh.columns;
    float[] g = gates.data;
    float[] d = dGates.data;
    for (int r = 0; r < dh.rows; r++) {
      for (int j = 0; j < n; j++) {
        int i = gates.row(r) + j;
        int to = dGates.row(r) + j;
        float in = g[i];
        float forget = g[i + n];
        float candidate = g[i + 2 * n];
        float out = g[i + 3 * n];
        float s = squashed.data[squashed.row(r) + j];
        float dy = dh.data[dh.row(r) + j];
        int c = dCell.row(r) + j;
        float dc = dCell.data[c] + dy * out * (1f - s * s);
        d[to] = dc * candidate * in * (1f - in);
        d[to + n] = dc * before.data[before.row(r) + j] * forget * (1f - forget);
        d[to + 2 * n] = dc * in * (1f - candidate * candidate);
        d[to + 3 * n] = dy * s * out * (1f - out);
        dCell.data[c] = dc * forget;
      }
    }
  }
}
