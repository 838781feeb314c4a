package io.ganglion.tensor.vector;

import io.ganglion.tensor.PlainPowerKernels;
import io.ganglion.tensor.PowerKernels;
import io.ganglion.tensor.PowerSums;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Sums of powers of as many values at once as a vector holds; one by one where one is NaN. */
public final class VectorPowerKernels implements PowerKernels {
  private static final VectorSpecies<Double> D = Lanes.DOUBLES;
  private static final VectorSpecies<Long> S = D.withLanes(long.class);
  private static final int L = D.length();
  private static final LongVector WHOLE =
      LongVector.broadcast(S, -Double.doubleToRawLongBits(PowerSums.ROUNDING));

  private final PlainPowerKernels plain = new PlainPowerKernels();

  @Override
  public void add(
      double middle,
      double unit,
      double[] x,
      boolean[] chosen,
      int from,
      int to,
      long[] sums,
      int at) {
    LongVector sum = LongVector.zero(S);
    LongVector squaresHigh = LongVector.zero(S);
    LongVector squaresLow = LongVector.zero(S);
    LongVector cubesHigh = LongVector.zero(S);
    LongVector cubesLow = LongVector.zero(S);
    int end = from + D.loopBound(to - from);
    long there = 0;
    for (int i = from; i < end; i += L) {
      DoubleVector value = DoubleVector.fromArray(D, x, i);
      if (value.compare(VectorOperators.NE, value).anyTrue()) {
        plain.add(middle, unit, x, chosen, i, i + L, sums, at);
        continue;
      }
      VectorMask<Long> counts = VectorMask.fromArray(S, chosen, i);
      LongVector bits = value.sub(middle).mul(unit).add(PowerSums.ROUNDING).reinterpretAsLongs();
      // What is not chosen counts as the middle, whose powers are 0.
      LongVector q = LongVector.zero(S).blend(WHOLE.add(bits), counts);
      LongVector square = q.mul(q);
      LongVector s = q.lanewise(VectorOperators.ASHR, PowerSums.CUBE_SHIFT);
      LongVector cube = s.mul(s).mul(s);
      there += counts.trueCount();
      sum = sum.add(q);
      squaresHigh = squaresHigh.add(square.lanewise(VectorOperators.ASHR, PowerSums.HALF));
      squaresLow = squaresLow.add(square.and(PowerSums.LOW));
      cubesHigh = cubesHigh.add(cube.lanewise(VectorOperators.ASHR, PowerSums.HALF));
      cubesLow = cubesLow.add(cube.and(PowerSums.LOW));
    }
    sums[at] += there;
    sums[at + 1] += sum.reduceLanes(VectorOperators.ADD);
    sums[at + 2] += squaresHigh.reduceLanes(VectorOperators.ADD);
    sums[at + 3] += squaresLow.reduceLanes(VectorOperators.ADD);
    sums[at + 4] += cubesHigh.reduceLanes(VectorOperators.ADD);
    sums[at + 5] += cubesLow.reduceLanes(VectorOperators.ADD);
    plain.add(middle, unit, x, chosen, end, to, sums, at);
  }
}
