package io.ganglion.tensor.vector;

import io.ganglion.tensor.GruKernels;
import io.ganglion.tensor.Matrix;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The gates of a GRU on the Vector API, with the same restraint as {@link VectorKernels}. */
public final class VectorGruKernels implements GruKernels {
  private static final VectorSpecies<Float> S = Lanes.FLOATS;
  private static final int L = S.length();

  private static final FloatVector ONE = FloatVector.broadcast(S, 1f);
  private static final FloatVector ZERO = FloatVector.zero(S);

  @Override
  public void forward(Matrix bias, Matrix gates, Matrix inner, Matrix before, Matrix h) {
    int n = h.columns;
    float[] b = bias.data;
    float[] g = gates.data;
    int first = bias.row(0);
    int second = bias.row(1);
    for (int r = 0; r < h.rows; r++) {
      int at = gates.row(r);
      int from = inner.row(r);
      negativeSum(g, at, inner.data, from, b, first, second, 2 * n);
      Exponential.exp(1f, 1f, g, at, g, at, 2 * n);
      GateFunctions.logistic(g, at, 2 * n);
      candidate(g, at + n, inner.data, from + 2 * n, b, first + 2 * n, second + 2 * n, n);
      Exponential.tanh(g, at + 2 * n, g, at + 2 * n, n);
      mix(g, at, before.data, before.row(r), h.data, h.row(r), n);
    }
  }

  /** {@code x = −(x + u + (b + c))}. */
  private static void negativeSum(
      float[] x, int xAt, float[] u, int uAt, float[] bias, int b, int c, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += L) {
      FloatVector both = FloatVector.fromArray(S, bias, b + i);
      FloatVector shift = both.add(FloatVector.fromArray(S, bias, c + i));
      FloatVector sum =
          FloatVector.fromArray(S, x, xAt + i).add(FloatVector.fromArray(S, u, uAt + i));
      ZERO.sub(sum.add(shift)).intoArray(x, xAt + i);
    }
    for (; i < n; i++) {
      x[xAt + i] = 0f - (x[xAt + i] + u[uAt + i] + (bias[b + i] + bias[c + i]));
    }
  }

  /** {@code u += c} and {@code x = x + b + r u}, where x lies behind r. */
  private static void candidate(
      float[] g, int at, float[] u, int uAt, float[] bias, int b, int c, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += L) {
      FloatVector shift = FloatVector.fromArray(S, bias, c + i);
      FloatVector remembered = FloatVector.fromArray(S, u, uAt + i).add(shift);
      remembered.intoArray(u, uAt + i);
      FloatVector product = remembered.mul(FloatVector.fromArray(S, g, at + i));
      FloatVector sum = FloatVector.fromArray(S, g, at + n + i);
      sum.add(FloatVector.fromArray(S, bias, b + i)).add(product).intoArray(g, at + n + i);
    }
    for (; i < n; i++) {
      u[uAt + i] += bias[c + i];
      g[at + n + i] = g[at + n + i] + bias[b + i] + u[uAt + i] * g[at + i];
    }
  }

  /** {@code h = n + z (h₋₁ − n)}. */
  private static void mix(float[] g, int at, float[] before, int b, float[] h, int hAt, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += L) {
      FloatVector candidate = FloatVector.fromArray(S, g, at + 2 * n + i);
      FloatVector difference = FloatVector.fromArray(S, before, b + i).sub(candidate);
      FloatVector kept = difference.mul(FloatVector.fromArray(S, g, at + i));
      candidate.add(kept).intoArray(h, hAt + i);
    }
    for (; i < n; i++) {
      float candidate = g[at + 2 * n + i];
      h[hAt + i] = candidate + (before[b + i] - candidate) * g[at + i];
    }
  }

  @Override
  public void backward(
      Matrix gates, Matrix inner, Matrix before, Matrix dh, Matrix dGates, Matrix dInner) {
    int n = dh.columns;
    for (int r = 0; r < dh.rows; r++) {
      int at = gates.row(r);
      int to = dGates.row(r);
      int in = dInner.row(r);
      float[] d = dGates.data;
      updateBackward(gates.data, at, before.data, before.row(r), dh.data, dh.row(r), d, to, n);
      resetBackward(gates.data, at + n, inner.data, inner.row(r) + 2 * n, d, to + n, n);
      System.arraycopy(d, to, dInner.data, in, 2 * n);
      GateFunctions.multiply(gates.data, at + n, d, to + 2 * n, dInner.data, in + 2 * n, n);
    }
  }

  /** {@code dn = dh (1 − z) (1 − n²)}, {@code dz = dh (h₋₁ − n) z (1 − z)}, {@code dh = dh z}. */
  private static void updateBackward(
      float[] g, int at, float[] before, int b, float[] dh, int h, float[] d, int to, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += L) {
      FloatVector update = FloatVector.fromArray(S, g, at + i);
      FloatVector candidate = FloatVector.fromArray(S, g, at + 2 * n + i);
      FloatVector dy = FloatVector.fromArray(S, dh, h + i);
      FloatVector through = dy.mul(ONE.sub(update));
      FloatVector kept = dy.mul(update);
      FloatVector difference = FloatVector.fromArray(S, before, b + i).sub(candidate);
      through.mul(ONE.sub(candidate.mul(candidate))).intoArray(d, to + 2 * n + i);
      through.mul(difference).mul(update).intoArray(d, to + i);
      kept.intoArray(dh, h + i);
    }
    for (; i < n; i++) {
      float update = g[at + i];
      float candidate = g[at + 2 * n + i];
      float through = dh[h + i] * (1f - update);
      d[to + 2 * n + i] = through * (1f - candidate * candidate);
      d[to + i] = through * (before[b + i] - candidate) * update;
      dh[h + i] *= update;
    }
  }

  /** {@code dr = dn u r (1 − r)}, where dn lies behind dr. */
  private static void resetBackward(
      float[] g, int at, float[] inner, int u, float[] d, int to, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += L) {
      FloatVector reset = FloatVector.fromArray(S, g, at + i);
      FloatVector remembered = FloatVector.fromArray(S, inner, u + i);
      FloatVector through = FloatVector.fromArray(S, d, to + n + i).mul(remembered);
      through.mul(reset).mul(ONE.sub(reset)).intoArray(d, to + i);
    }
    for (; i < n; i++) {
      float reset = g[at + i];
      d[to + i] = d[to + n + i] * inner[u + i] * reset * (1f - reset);
    }
  }
}
