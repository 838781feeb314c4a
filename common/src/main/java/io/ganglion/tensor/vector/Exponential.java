package io.ganglion.tensor.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The exponential and its kin, a vector at a time, with a relative error below 4e-7.
 *
 * <p>{@code exp(x) = 2^k exp(r)} with whole k and {@code |r| <= ln(2) / 2}; {@code exp(r) - 1} is
 * its Taylor polynomial of degree 7, whose remainder is below 6e-9. The operations EXP and TANH of
 * the Vector API would not do: their last bit depends on whether the code has been compiled yet.
 */
final class Exponential {
  private static final VectorSpecies<Float> FLOATS = Lanes.FLOATS;

  private static final float LOG2_E = (float) (1.0 / Math.log(2.0));

  /** ln 2 in two parts, the first with so few digits that k times it is exact. */
  private static final float LN2_HIGH = 0x1.62ep-1f;

  private static final float LN2_LOW = (float) (Math.log(2.0) - LN2_HIGH);

  /** Added to a number below 2^22, this leaves it rounded in the lowest bits. */
  private static final float ROUND = 0x1.8p23f;

  private static final int ROUND_BITS = Float.floatToRawIntBits(ROUND);

  /** Beyond these exp is 0 and infinite. */
  private static final float LEAST = -104f;

  private static final float GREATEST = 89f;

  /** Beyond this tanh rounds to 1. */
  private static final float SATURATED = 20f;

  private Exponential() {}

  static FloatVector exp(FloatVector x) {
    FloatVector clamped = clamp(x, LEAST, GREATEST);
    FloatVector shifted = shift(clamped);
    FloatVector minusOne = expm1(remainder(clamped, shifted));
    // In two factors, because 2^k itself may be too great or too small for a float.
    IntVector k = exponent(shifted);
    IntVector half = k.lanewise(VectorOperators.ASHR, 1);
    FloatVector first = powerOfTwo(half);
    return minusOne.fma(first, first).mul(powerOfTwo(k.sub(half)));
  }

  static FloatVector sigmoid(FloatVector x) {
    return one().div(exp(x.neg()).add(1f));
  }

  /** {@code tanh(x) = e / (e + 2)} with {@code e = exp(2x) - 1}, exact near 0 too. */
  static FloatVector tanh(FloatVector x) {
    FloatVector twice = clamp(x.add(x), -SATURATED, SATURATED);
    FloatVector shifted = shift(twice);
    FloatVector minusOne = expm1(remainder(twice, shifted));
    FloatVector power = powerOfTwo(exponent(shifted));
    FloatVector e = minusOne.fma(power, power.sub(1f));
    return e.div(e.add(2f));
  }

  /** NaN stays NaN. */
  private static FloatVector clamp(FloatVector x, float least, float greatest) {
    FloatVector above = x.blend(least, x.compare(VectorOperators.LT, least));
    return above.blend(greatest, above.compare(VectorOperators.GT, greatest));
  }

  private static FloatVector shift(FloatVector x) {
    return x.fma(constant(LOG2_E), constant(ROUND));
  }

  private static IntVector exponent(FloatVector shifted) {
    return shifted.reinterpretAsInts().sub(ROUND_BITS);
  }

  private static FloatVector remainder(FloatVector x, FloatVector shifted) {
    FloatVector k = shifted.sub(ROUND);
    return k.fma(constant(-LN2_LOW), k.fma(constant(-LN2_HIGH), x));
  }

  private static FloatVector expm1(FloatVector r) {
    FloatVector sum = r.fma(constant(1f / 5040), constant(1f / 720));
    sum = sum.fma(r, constant(1f / 120));
    sum = sum.fma(r, constant(1f / 24));
    sum = sum.fma(r, constant(1f / 6));
    sum = sum.fma(r, constant(1f / 2));
    return sum.fma(r.mul(r), r);
  }

  private static FloatVector powerOfTwo(IntVector k) {
    return k.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
  }

  private static FloatVector one() {
    return constant(1f);
  }

  private static FloatVector constant(float value) {
    return FloatVector.broadcast(FLOATS, value);
  }
}
