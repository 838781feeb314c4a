package io.ganglion.tensor.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The functions of gates in parts, with the same restraint as {@link VectorKernels}.
 *
 * <p>With {@code e = exp(−x) − 1} the logistic function is {@code 1 / (e + 2)}, and with {@code e =
 * exp(−2x) − 1} the hyperbolic tangent is {@code −e / (e + 2)}: so one run of exponentials serves
 * all gates of a row.
 */
final class GateFunctions {
  private static final VectorSpecies<Float> S = Lanes.FLOATS;
  private static final int L = S.length();

  /** Above this {@code −e / (e + 2)} is −1, and where e is infinite no number. */
  private static final float SATURATED = 1e9f;

  private static final FloatVector ONE = FloatVector.broadcast(S, 1f);
  private static final FloatVector ZERO = FloatVector.zero(S);

  private GateFunctions() {}

  /** {@code x = factor (x + y)}. */
  static void scaleSum(float factor, float[] x, int xAt, float[] y, int yAt, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += L) {
      FloatVector sum =
          FloatVector.fromArray(S, x, xAt + i).add(FloatVector.fromArray(S, y, yAt + i));
      sum.mul(factor).intoArray(x, xAt + i);
    }
    for (; i < n; i++) {
      x[xAt + i] = (x[xAt + i] + y[yAt + i]) * factor;
    }
  }

  /** {@code e = 1 / (e + 2)}. */
  static void logistic(float[] e, int at, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += L) {
      ONE.div(FloatVector.fromArray(S, e, at + i).add(2f)).intoArray(e, at + i);
    }
    for (; i < n; i++) {
      e[at + i] = 1f / (e[at + i] + 2f);
    }
  }

  /** {@code e = −e / (e + 2)}. */
  static void tangent(float[] e, int at, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += L) {
      FloatVector v = FloatVector.fromArray(S, e, at + i);
      FloatVector ratio = ZERO.sub(v).div(v.add(2f));
      ratio.blend(-1f, v.compare(VectorOperators.GT, SATURATED)).intoArray(e, at + i);
    }
    for (; i < n; i++) {
      float v = e[at + i];
      e[at + i] = v > SATURATED ? -1f : (0f - v) / (v + 2f);
    }
  }

  /** {@code z = x y}. */
  static void multiply(float[] x, int xAt, float[] y, int yAt, float[] z, int zAt, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += L) {
      FloatVector factor = FloatVector.fromArray(S, y, yAt + i);
      FloatVector.fromArray(S, x, xAt + i).mul(factor).intoArray(z, zAt + i);
    }
    for (; i < n; i++) {
      z[zAt + i] = x[xAt + i] * y[yAt + i];
    }
  }
}
