package io.ganglion.tensor.vector;

import io.ganglion.tensor.LstmKernels;
import io.ganglion.tensor.Matrix;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The gates of an LSTM on the Vector API, with the same restraint as {@link VectorKernels}. */
public final class VectorLstmKernels implements LstmKernels {
  private static final VectorSpecies<Float> S = Lanes.FLOATS;
  private static final int L = S.length();

  private static final FloatVector ONE = FloatVector.broadcast(S, 1f);

  @Override
  public void forward(
      Matrix bias, Matrix gates, Matrix before, Matrix cell, Matrix squashed, Matrix h) {
    int n = h.columns;
    // A few rows at a time, which stay in the first cache from one loop to the next.
    int most = Math.max(1, Lanes.PIECE / n);
    for (int from = 0; from < h.rows; from += most) {
      int rows = Math.min(most, h.rows - from);
      for (int r = from; r < from + rows; r++) {
        int at = gates.row(r);
        GateFunctions.scaleSum(-1f, gates.data, at, bias.data, bias.offset, 2 * n);
        GateFunctions.scaleSum(-2f, gates.data, at + 2 * n, bias.data, bias.offset + 2 * n, n);
        GateFunctions.scaleSum(-1f, gates.data, at + 3 * n, bias.data, bias.offset + 3 * n, n);
      }
      int first = gates.row(from);
      Exponential.exp(1f, 1f, gates.data, first, gates.data, first, 4 * n * rows);
      for (int r = from; r < from + rows; r++) {
        int at = gates.row(r);
        GateFunctions.logistic(gates.data, at, 2 * n);
        GateFunctions.tangent(gates.data, at + 2 * n, n);
        GateFunctions.logistic(gates.data, at + 3 * n, n);
        cell(gates.data, at, before.data, before.row(r), cell.data, cell.row(r), n);
        int s = squashed.row(r);
        Exponential.tanh(cell.data, cell.row(r), squashed.data, s, n);
        GateFunctions.multiply(gates.data, at + 3 * n, squashed.data, s, h.data, h.row(r), n);
      }
    }
  }

  /** {@code c = f c₋₁ + i g}. */
  private static void cell(float[] g, int at, float[] before, int b, float[] cell, int c, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += L) {
      FloatVector in = FloatVector.fromArray(S, g, at + i);
      FloatVector added = FloatVector.fromArray(S, g, at + 2 * n + i).mul(in);
      FloatVector kept = FloatVector.fromArray(S, g, at + n + i);
      FloatVector.fromArray(S, before, b + i).mul(kept).add(added).intoArray(cell, c + i);
    }
    for (; i < n; i++) {
      cell[c + i] = before[b + i] * g[at + n + i] + g[at + 2 * n + i] * g[at + i];
    }
  }

  @Override
  public void backward(
      Matrix gates, Matrix before, Matrix squashed, Matrix dh, Matrix dCell, Matrix dGates) {
    int n = dh.columns;
    for (int r = 0; r < dh.rows; r++) {
      int at = gates.row(r);
      int to = dGates.row(r);
      int c = dCell.row(r);
      output(
          gates.data,
          at + 3 * n,
          squashed.data,
          squashed.row(r),
          dh.data,
          dh.row(r),
          dCell.data,
          c,
          dGates.data,
          to + 3 * n,
          n);
      input(gates.data, at, dCell.data, c, dGates.data, to, n);
      forget(gates.data, at + n, before.data, before.row(r), dCell.data, c, dGates.data, to + n, n);
    }
  }

  /** {@code dc += dh o (1 − s²)} and {@code do = dh s o (1 − o)}. */
  private static void output(
      float[] g,
      int at,
      float[] squashed,
      int s,
      float[] dh,
      int h,
      float[] dCell,
      int c,
      float[] dGates,
      int to,
      int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += L) {
      FloatVector out = FloatVector.fromArray(S, g, at + i);
      FloatVector squash = FloatVector.fromArray(S, squashed, s + i);
      FloatVector through = FloatVector.fromArray(S, dh, h + i).mul(out);
      FloatVector slope = ONE.sub(squash.mul(squash));
      FloatVector.fromArray(S, dCell, c + i).add(through.mul(slope)).intoArray(dCell, c + i);
      through.mul(squash).mul(ONE.sub(out)).intoArray(dGates, to + i);
    }
    for (; i < n; i++) {
      float squash = squashed[s + i];
      float through = dh[h + i] * g[at + i];
      dCell[c + i] += through * (1f - squash * squash);
      dGates[to + i] = through * squash * (1f - g[at + i]);
    }
  }

  /** {@code di = dc g i (1 − i)} and {@code dg = dc i (1 − g²)}. */
  private static void input(
      float[] g, int at, float[] dCell, int c, float[] dGates, int to, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += L) {
      FloatVector in = FloatVector.fromArray(S, g, at + i);
      FloatVector candidate = FloatVector.fromArray(S, g, at + 2 * n + i);
      FloatVector through = FloatVector.fromArray(S, dCell, c + i).mul(in);
      through.mul(candidate).mul(ONE.sub(in)).intoArray(dGates, to + i);
      through.mul(ONE.sub(candidate.mul(candidate))).intoArray(dGates, to + 2 * n + i);
    }
    for (; i < n; i++) {
      float in = g[at + i];
      float candidate = g[at + 2 * n + i];
      float through = dCell[c + i] * in;
      dGates[to + i] = through * candidate * (1f - in);
      dGates[to + 2 * n + i] = through * (1f - candidate * candidate);
    }
  }

  /** {@code df = dc c₋₁ f (1 − f)} and {@code dc = dc f}. */
  private static void forget(
      float[] g,
      int at,
      float[] before,
      int b,
      float[] dCell,
      int c,
      float[] dGates,
      int to,
      int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += L) {
      FloatVector forget = FloatVector.fromArray(S, g, at + i);
      FloatVector through = FloatVector.fromArray(S, dCell, c + i).mul(forget);
      FloatVector last = FloatVector.fromArray(S, before, b + i);
      through.mul(last).mul(ONE.sub(forget)).intoArray(dGates, to + i);
      through.intoArray(dCell, c + i);
    }
    for (; i < n; i++) {
      float through = dCell[c + i] * g[at + i];
      dGates[to + i] = through * before[b + i] * (1f - g[at + i]);
      dCell[c + i] = through;
    }
  }
}
