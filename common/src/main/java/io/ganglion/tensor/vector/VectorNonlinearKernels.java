package io.ganglion.tensor.vector;

import io.ganglion.tensor.MillsRatio;
import io.ganglion.tensor.NonlinearKernels;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The activation functions on the Vector API, with the same restraint as {@link VectorKernels}.
 *
 * <p>Those with an exponential go piece by piece through two arrays of the thread, which are long
 * enough to work on whole vectors up to the end: so an output may be an input, and what an element
 * becomes does not depend on its place.
 */
public final class VectorNonlinearKernels implements NonlinearKernels {
  private static final VectorSpecies<Float> S = Lanes.FLOATS;
  private static final int L = S.length();
  private static final int PIECE = Lanes.PIECE;

  /** The coefficients of {@code atanh(s) / s} by s². */
  private static final float[] ATANH = {1f, 1f / 3, 1f / 5, 1f / 7, 1f / 9, 1f / 11, 1f / 13};

  /** Beyond this the normal density is 0. */
  private static final float FAR = 20f;

  private static final FloatVector ONE = FloatVector.broadcast(S, 1f);

  @Override
  public void leakyRelu(float slope, float[] x, int xAt, float[] y, int yAt, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += L) {
      FloatVector v = FloatVector.fromArray(S, x, xAt + i);
      v.blend(v.mul(slope), v.compare(VectorOperators.LT, 0f)).intoArray(y, yAt + i);
    }
    for (; i < n; i++) {
      float v = x[xAt + i];
      y[yAt + i] = v < 0f ? slope * v : v;
    }
  }

  @Override
  public void leakyReluBackward(
      float slope, float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += L) {
      var alive = FloatVector.fromArray(S, y, yAt + i).compare(VectorOperators.GT, 0f);
      FloatVector d = FloatVector.fromArray(S, dy, dyAt + i);
      d.mul(slope).blend(d, alive).intoArray(dx, dxAt + i);
    }
    for (; i < n; i++) {
      float d = dy[dyAt + i];
      dx[dxAt + i] = y[yAt + i] > 0f ? d : slope * d;
    }
  }

  @Override
  public void elu(float alpha, float[] x, int xAt, float[] y, int yAt, int n) {
    Lanes lanes = Lanes.ofThisThread();
    float[] a = lanes.first;
    float[] b = lanes.second;
    for (int from = 0; from < n; from += PIECE) {
      int piece = Math.min(PIECE, n - from);
      int whole = S.loopBound(piece + L - 1);
      System.arraycopy(x, xAt + from, a, 0, piece);
      Exponential.exp(1f, 1f, a, 0, b, 0, whole);
      for (int i = 0; i < whole; i += L) {
        FloatVector v = FloatVector.fromArray(S, a, i);
        var positive = v.compare(VectorOperators.GT, 0f);
        FloatVector.fromArray(S, b, i).mul(alpha).blend(v, positive).intoArray(b, i);
      }
      System.arraycopy(b, 0, y, yAt + from, piece);
    }
  }

  @Override
  public void eluBackward(
      float alpha, float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += L) {
      FloatVector v = FloatVector.fromArray(S, y, yAt + i);
      FloatVector slope = v.add(alpha).blend(1f, v.compare(VectorOperators.GT, 0f));
      FloatVector.fromArray(S, dy, dyAt + i).mul(slope).intoArray(dx, dxAt + i);
    }
    for (; i < n; i++) {
      float v = y[yAt + i];
      dx[dxAt + i] = dy[dyAt + i] * (v > 0f ? 1f : v + alpha);
    }
  }

  /** {@code max(x, 0) + log(1 + u)} with {@code u = exp(−|x|)}. */
  @Override
  public void softplus(float[] x, int xAt, float[] y, int yAt, int n) {
    Lanes lanes = Lanes.ofThisThread();
    float[] a = lanes.first;
    float[] b = lanes.second;
    for (int from = 0; from < n; from += PIECE) {
      int piece = Math.min(PIECE, n - from);
      int whole = S.loopBound(piece + L - 1);
      System.arraycopy(x, xAt + from, a, 0, piece);
      for (int i = 0; i < whole; i += L) {
        FloatVector.fromArray(S, a, i).abs().intoArray(b, i);
      }
      Exponential.exp(-1f, 0f, b, 0, b, 0, whole);
      addLogarithm(a, b, whole);
      System.arraycopy(b, 0, y, yAt + from, piece);
    }
  }

  /**
   * {@code u = max(x, 0) + log(1 + u)} for u from 0 to 1: {@code log(1 + u) = 2 atanh(s)} with
   * {@code s = u / (2 + u)}, at most a third, and the series up to s¹³.
   */
  private static void addLogarithm(float[] x, float[] u, int n) {
    for (int i = 0; i < n; i += L) {
      FloatVector v = FloatVector.fromArray(S, u, i);
      FloatVector s = v.div(v.add(2f));
      FloatVector square = s.mul(s);
      FloatVector sum = square.mul(ATANH[6]).add(ATANH[5]);
      sum = square.mul(sum).add(ATANH[4]);
      sum = square.mul(sum).add(ATANH[3]);
      sum = square.mul(sum).add(ATANH[2]);
      sum = square.mul(sum).add(ATANH[1]);
      sum = square.mul(sum).add(ATANH[0]);
      FloatVector logarithm = s.mul(sum).mul(2f);
      FloatVector.fromArray(S, x, i).max(0f).add(logarithm).intoArray(u, i);
    }
  }

  @Override
  public void softplusBackward(
      float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt, int n) {
    Lanes lanes = Lanes.ofThisThread();
    float[] a = lanes.first;
    float[] b = lanes.second;
    for (int from = 0; from < n; from += PIECE) {
      int piece = Math.min(PIECE, n - from);
      int whole = S.loopBound(piece + L - 1);
      System.arraycopy(y, yAt + from, a, 0, piece);
      Exponential.exp(-1f, 1f, a, 0, b, 0, whole);
      System.arraycopy(dy, dyAt + from, a, 0, piece);
      for (int i = 0; i < whole; i += L) {
        FloatVector less = FloatVector.fromArray(S, b, i).mul(-1f);
        FloatVector.fromArray(S, a, i).mul(less).intoArray(b, i);
      }
      System.arraycopy(b, 0, dx, dxAt + from, piece);
    }
  }

  @Override
  public void gelu(float[] x, int xAt, float[] y, int yAt, int n) {
    Lanes lanes = Lanes.ofThisThread();
    float[] a = lanes.first;
    float[] b = lanes.second;
    for (int from = 0; from < n; from += PIECE) {
      int piece = Math.min(PIECE, n - from);
      int whole = S.loopBound(piece + L - 1);
      System.arraycopy(x, xAt + from, a, 0, piece);
      density(a, b, whole);
      distribution(a, b, whole, 0f);
      for (int i = 0; i < whole; i += L) {
        FloatVector.fromArray(S, a, i).mul(FloatVector.fromArray(S, b, i)).intoArray(b, i);
      }
      System.arraycopy(b, 0, y, yAt + from, piece);
    }
  }

  @Override
  public void geluBackward(float[] x, int xAt, float[] dy, int dyAt, float[] dx, int dxAt, int n) {
    Lanes lanes = Lanes.ofThisThread();
    float[] a = lanes.first;
    float[] b = lanes.second;
    for (int from = 0; from < n; from += PIECE) {
      int piece = Math.min(PIECE, n - from);
      int whole = S.loopBound(piece + L - 1);
      System.arraycopy(x, xAt + from, a, 0, piece);
      density(a, b, whole);
      distribution(a, b, whole, 1f);
      System.arraycopy(dy, dyAt + from, a, 0, piece);
      for (int i = 0; i < whole; i += L) {
        FloatVector.fromArray(S, a, i).mul(FloatVector.fromArray(S, b, i)).intoArray(b, i);
      }
      System.arraycopy(b, 0, dx, dxAt + from, piece);
    }
  }

  /** {@code density = φ(x)}. */
  private static void density(float[] x, float[] density, int n) {
    for (int i = 0; i < n; i += L) {
      FloatVector v = FloatVector.fromArray(S, x, i);
      v.mul(v).mul(0.5f).intoArray(density, i);
    }
    Exponential.exp(-1f, 0f, density, 0, density, 0, n);
    for (int i = 0; i < n; i += L) {
      FloatVector.fromArray(S, density, i).mul((float) MillsRatio.DENSITY).intoArray(density, i);
    }
  }

  /** Puts {@code Φ(x) + factor x φ(x)} in the place of φ(x). */
  private static void distribution(float[] x, float[] density, int n, float factor) {
    for (int i = 0; i < n; i += L) {
      FloatVector v = FloatVector.fromArray(S, x, i);
      FloatVector d = FloatVector.fromArray(S, density, i);
      FloatVector t = ONE.div(v.abs().mul((float) MillsRatio.P).add(1f));
      FloatVector sum = t.mul((float) MillsRatio.C8).add((float) MillsRatio.C7);
      sum = t.mul(sum).add((float) MillsRatio.C6);
      sum = t.mul(sum).add((float) MillsRatio.C5);
      sum = t.mul(sum).add((float) MillsRatio.C4);
      sum = t.mul(sum).add((float) MillsRatio.C3);
      sum = t.mul(sum).add((float) MillsRatio.C2);
      sum = t.mul(sum).add((float) MillsRatio.C1);
      sum = t.mul(sum).add((float) MillsRatio.C0);
      FloatVector tail = t.mul(sum).mul(d);
      FloatVector share = tail.blend(ONE.sub(tail), v.compare(VectorOperators.GT, 0f));
      // Infinity times the density would be no number.
      v.min(FAR).max(-FAR).mul(d).mul(factor).add(share).intoArray(density, i);
    }
  }
}
