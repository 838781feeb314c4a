package io.ganglion.tensor.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The exponential and its kin, a vector at a time, with a relative error below 4e-7.
 *
 * <p>{@code exp(x) = 2^k exp(r)} with whole k and {@code |r| <= ln(2) / 2}; {@code exp(r) - 1} is
 * its Taylor polynomial of degree 7, whose remainder is below 6e-9. The operations EXP and TANH of
 * the Vector API would not do: their last bit depends on whether the code has been compiled yet.
 */
final class Exponential {

  private static final FloatVector LOG2_E = constant(1.0 / Math.log(2.0));

  /** ln 2 in two parts, the first with so few digits that k times it is exact. */
  private static final float LN2_HIGH = 0x1.62ep-1f;

  private static final FloatVector MINUS_LN2_HIGH = constant(-LN2_HIGH);
  private static final FloatVector MINUS_LN2_LOW = constant(LN2_HIGH - Math.log(2.0));

  /** Added to a number below 2^22, this leaves it rounded in the lowest bits. */
  private static final FloatVector ROUND = constant(0x1.8p23);

  private static final IntVector ROUND_BITS = ROUND.reinterpretAsInts();
  private static final IntVector EXPONENT_BIAS = (IntVector) ROUND_BITS.broadcast(127);

  /** The coefficients of {@code exp(r) - 1} from the square on. */
  private static final FloatVector HALF = constant(1.0 / 2);

  private static final FloatVector SIXTH = constant(1.0 / 6);
  private static final FloatVector FACTORIAL_4 = constant(1.0 / 24);
  private static final FloatVector FACTORIAL_5 = constant(1.0 / 120);
  private static final FloatVector FACTORIAL_6 = constant(1.0 / 720);
  private static final FloatVector FACTORIAL_7 = constant(1.0 / 5040);

  /** Beyond these exp is 0 and infinite. */
  private static final FloatVector LEAST = constant(-104);

  private static final FloatVector GREATEST = constant(89);

  /** Beyond this tanh rounds to 1. */
  private static final FloatVector SATURATED = constant(20);

  private static final FloatVector MINUS_SATURATED = constant(-20);
  private static final FloatVector ONE = constant(1);
  private static final FloatVector TWO = constant(2);

  private Exponential() {}

  static FloatVector exp(FloatVector x) {
    FloatVector clamped = clamp(x, LEAST, GREATEST);
    FloatVector shifted = clamped.fma(LOG2_E, ROUND);
    FloatVector minusOne = expm1(remainder(clamped, shifted));
    // In two factors, because 2^k itself may be too great or too small for a float.
    IntVector k = exponent(shifted);
    IntVector half = k.lanewise(VectorOperators.ASHR, 1);
    FloatVector first = powerOfTwo(half);
    return minusOne.fma(first, first).mul(powerOfTwo(k.sub(half)));
  }

  static FloatVector sigmoid(FloatVector x) {
    return ONE.div(exp(x.neg()).add(ONE));
  }

  /** {@code tanh(x) = e / (e + 2)} with {@code e = exp(2x) - 1}, exact near 0 too. */
  static FloatVector tanh(FloatVector x) {
    FloatVector twice = clamp(x.add(x), MINUS_SATURATED, SATURATED);
    FloatVector shifted = twice.fma(LOG2_E, ROUND);
    FloatVector minusOne = expm1(remainder(twice, shifted));
    FloatVector power = powerOfTwo(exponent(shifted));
    FloatVector e = minusOne.fma(power, power.sub(ONE));
    return e.div(e.add(TWO));
  }

  /** NaN stays NaN. */
  private static FloatVector clamp(FloatVector x, FloatVector least, FloatVector greatest) {
    FloatVector above = x.blend(least, x.lt(least));
    return above.blend(greatest, greatest.lt(above));
  }

  private static IntVector exponent(FloatVector shifted) {
    return shifted.reinterpretAsInts().sub(ROUND_BITS);
  }

  private static FloatVector remainder(FloatVector x, FloatVector shifted) {
    FloatVector k = shifted.sub(ROUND);
    return k.fma(MINUS_LN2_LOW, k.fma(MINUS_LN2_HIGH, x));
  }

  private static FloatVector expm1(FloatVector r) {
    FloatVector sum = r.fma(FACTORIAL_7, FACTORIAL_6);
    sum = sum.fma(r, FACTORIAL_5);
    sum = sum.fma(r, FACTORIAL_4);
    sum = sum.fma(r, SIXTH);
    sum = sum.fma(r, HALF);
    return sum.fma(r.mul(r), r);
  }

  private static FloatVector powerOfTwo(IntVector k) {
    return k.add(EXPONENT_BIAS).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
  }

  private static FloatVector constant(double value) {
    return FloatVector.broadcast(Lanes.FLOATS, (float) value);
  }
}
