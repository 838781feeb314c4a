package io.ganglion.tensor.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The exponential and its kin, with a relative error below 6e-7; results below 2.5e-38 are 0.
 *
 * <p>{@code exp(x) = 2^k exp(r)} with whole k and {@code |r| <= ln(2) / 2}; {@code exp(r) - 1} is
 * its Taylor polynomial of degree 6, whose remainder is below 2e-7. The operations EXP and TANH of
 * the Vector API would not do: their last bit depends on whether the code has been compiled yet. A
 * fused multiply-add would gain little, and the interpreter is slow at it.
 */
final class Exponential {
  private static final VectorSpecies<Float> S = Lanes.FLOATS;
  private static final int L = S.length();
  private static final FloatVector LOG2_E = constant(1.0 / Math.log(2.0));

  /** ln 2 in two parts, the first with so few digits that k times it is exact. */
  private static final FloatVector LN2_HIGH = constant(0x1.62ep-1);

  private static final FloatVector LN2_LOW = constant(Math.log(2.0) - 0x1.62ep-1);

  /** Added to a number below 2^22, this leaves it rounded in the lowest bits. */
  private static final FloatVector ROUND = constant(0x1.8p23);

  /** Takes the bits of k + ROUND to the exponent of 2^(k − 1): it is stored with 127 added. */
  private static final IntVector BIAS =
      IntVector.broadcast(S.withLanes(int.class), 126 - Float.floatToRawIntBits(0x1.8p23f));

  /** The coefficients of {@code exp(r) - 1} from the square on. */
  private static final FloatVector HALF = constant(1.0 / 2);

  private static final FloatVector SIXTH = constant(1.0 / 6);
  private static final FloatVector FACTORIAL_4 = constant(1.0 / 24);
  private static final FloatVector FACTORIAL_5 = constant(1.0 / 120);
  private static final FloatVector FACTORIAL_6 = constant(1.0 / 720);

  /** Below this exp is taken for 0, above the other for infinite. */
  private static final float LEAST = -86.6f;

  private static final float GREATEST = (float) Math.log(Float.MAX_VALUE);

  /** Above this {@code e / (e + 2)} is 1, and where e is infinite no number. */
  private static final float SATURATED = 1e9f;

  private static final FloatVector ZERO = constant(0);
  private static final FloatVector ONE = constant(1);
  private static final FloatVector TWO = constant(2);

  private Exponential() {}

  private static FloatVector constant(double value) {
    return FloatVector.broadcast(S, (float) value);
  }

  static void exp(float[] x, int xAt, float[] y, int yAt, int n) {
    exp(1f, 0f, x, xAt, y, yAt, n);
  }

  /** {@code y = 1 / (1 + exp(−x))}. */
  static void sigmoid(float[] x, int xAt, float[] y, int yAt, int n) {
    for (int from = 0; from < n; from += Lanes.PIECE) {
      int piece = Math.min(Lanes.PIECE, n - from);
      int at = yAt + from;
      exp(-1f, 0f, x, xAt + from, y, at, piece);
      int i = 0;
      for (; i < S.loopBound(piece); i += L) {
        ONE.div(FloatVector.fromArray(S, y, at + i).add(ONE)).intoArray(y, at + i);
      }
      for (; i < piece; i++) {
        y[at + i] = 1f / (y[at + i] + 1f);
      }
    }
  }

  /** {@code y = tanh(x) = e / (e + 2)} with {@code e = exp(2x) - 1}. */
  static void tanh(float[] x, int xAt, float[] y, int yAt, int n) {
    for (int from = 0; from < n; from += Lanes.PIECE) {
      int piece = Math.min(Lanes.PIECE, n - from);
      int at = yAt + from;
      exp(2f, 1f, x, xAt + from, y, at, piece);
      int i = 0;
      for (; i < S.loopBound(piece); i += L) {
        FloatVector e = FloatVector.fromArray(S, y, at + i);
        e.div(e.add(TWO)).blend(1f, e.compare(VectorOperators.GT, SATURATED)).intoArray(y, at + i);
      }
      for (; i < piece; i++) {
        float e = y[at + i];
        y[at + i] = e > SATURATED ? 1f : e / (e + 2f);
      }
    }
  }

  /**
   * {@code y = exp(factor x) - less}, where less is 0 or 1; exact near 0 too.
   *
   * <p>Beyond some forty operations in one method C2 no longer knows the class of a vector and
   * falls back to storing it element by element.
   */
  static void exp(float factor, float less, float[] x, int xAt, float[] y, int yAt, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += L) {
      FloatVector v = FloatVector.fromArray(S, x, xAt + i).mul(factor);
      FloatVector shifted = v.mul(LOG2_E).add(ROUND);
      FloatVector whole = shifted.sub(ROUND);
      FloatVector r = v.sub(whole.mul(LN2_HIGH)).sub(whole.mul(LN2_LOW));
      FloatVector sum = r.mul(FACTORIAL_6).add(FACTORIAL_5);
      sum = sum.mul(r).add(FACTORIAL_4);
      sum = sum.mul(r).add(SIXTH);
      sum = sum.mul(r).add(HALF);
      sum = sum.mul(r).mul(r).add(r);
      // Half of 2^k, for 2^128 itself is no float.
      IntVector exponent = BIAS.add(shifted.reinterpretAsInts());
      FloatVector power = exponent.lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
      FloatVector half = sum.mul(power).sub(ZERO.sub(power).add(0.5f * less));
      half.add(half)
          .blend(0f - less, v.compare(VectorOperators.LT, LEAST))
          .blend(Float.POSITIVE_INFINITY, v.compare(VectorOperators.GT, GREATEST))
          .intoArray(y, yAt + i);
    }
    if (i < n) {
      float[] rest = Lanes.ofThisThread().floats;
      System.arraycopy(x, xAt + i, rest, 0, n - i);
      exp(factor, less, rest, 0, rest, 0, L);
      System.arraycopy(rest, 0, y, yAt + i, n - i);
    }
  }
}
