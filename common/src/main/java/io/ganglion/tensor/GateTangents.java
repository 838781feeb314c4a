package io.ganglion.tensor;

/**
 * The directional derivatives of {@link Gates}: plain loops everywhere, as they compute no function
 * anew.
 */
final class GateTangents {
  private GateTangents() {}

  static void lstm(
      Matrix gates, Matrix before, Matrix squashed, Matrix gatesDot, Matrix cellDot, Matrix hDot) {
    int n = hDot.columns;
    float[] g = gates.data;
    float[] d = gatesDot.data;
    for (int r = 0; r < hDot.rows; r++) {
      for (int j = 0; j < n; j++) {
        int i = gates.row(r) + j;
        int from = gatesDot.row(r) + j;
        float in = g[i];
        float forget = g[i + n];
        float candidate = g[i + 2 * n];
        float out = g[i + 3 * n];
        float s = squashed.data[squashed.row(r) + j];
        float inDot = in * (1f - in) * d[from];
        float forgetDot = forget * (1f - forget) * d[from + n];
        float candidateDot = (1f - candidate * candidate) * d[from + 2 * n];
        float outDot = out * (1f - out) * d[from + 3 * n];
        int c = cellDot.row(r) + j;
        float dot =
            forget * cellDot.data[c]
                + forgetDot * before.data[before.row(r) + j]
                + (inDot * candidate + in * candidateDot);
        cellDot.data[c] = dot;
        hDot.data[hDot.row(r) + j] = outDot * s + out * (1f - s * s) * dot;
      }
    }
  }

  static void gru(
      Matrix gates, Matrix inner, Matrix before, Matrix gatesDot, Matrix innerDot, Matrix hDot) {
    int n = hDot.columns;
    float[] g = gates.data;
    float[] x = gatesDot.data;
    float[] u = innerDot.data;
    for (int r = 0; r < hDot.rows; r++) {
      for (int j = 0; j < n; j++) {
        int i = gates.row(r) + j;
        int a = gatesDot.row(r) + j;
        int b = innerDot.row(r) + j;
        float update = g[i];
        float reset = g[i + n];
        float candidate = g[i + 2 * n];
        float updateDot = update * (1f - update) * (x[a] + u[b]);
        float resetDot = reset * (1f - reset) * (x[a + n] + u[b + n]);
        float remembered = inner.data[inner.row(r) + j + 2 * n];
        float sumDot = x[a + 2 * n] + (resetDot * remembered + reset * u[b + 2 * n]);
        float candidateDot = (1f - candidate * candidate) * sumDot;
        float last = before.data[before.row(r) + j];
        int to = hDot.row(r) + j;
        hDot.data[to] =
            updateDot * (last - candidate) + update * hDot.data[to] + (1f - update) * candidateDot;
      }
    }
  }
}
