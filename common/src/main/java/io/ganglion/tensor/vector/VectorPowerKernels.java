package io.ganglion.tensor.vector;

import io.ganglion.tensor.PlainPowerKernels;
import io.ganglion.tensor.PowerKernels;
import io.ganglion.tensor.PowerSums;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums of powers of as many columns at once as a vector holds; value by value where one of them is
 * NaN.
 */
public final class VectorPowerKernels implements PowerKernels {
  private static final VectorSpecies<Double> D = Lanes.DOUBLES;
  private static final VectorSpecies<Long> S = D.withLanes(long.class);
  private static final int L = D.length();
  private static final LongVector WHOLE =
      LongVector.broadcast(S, -Double.doubleToRawLongBits(PowerSums.ROUNDING));

  private final PlainPowerKernels plain = new PlainPowerKernels();

  @Override
  public void add(
      double[] middle, double[] unit, long[] sums, int column, double[] x, int from, int count) {
    int stride = middle.length;
    // A last group may read on into the next row: what it adds then is in the padding.
    int groups = (count + L - 1) / L * L;
    boolean last = column + count == stride - PowerSums.PADDING;
    boolean room = column + groups <= stride && from + groups <= x.length;
    int wide = last && room ? groups : D.loopBound(count);
    int i = 0;
    for (; i < wide; i += L) {
      DoubleVector value = DoubleVector.fromArray(D, x, from + i);
      int at = column + i;
      if (value.compare(VectorOperators.NE, value).anyTrue()) {
        plain.add(middle, unit, sums, at, x, from + i, Math.min(L, count - i));
        continue;
      }
      LongVector bits =
          value
              .sub(DoubleVector.fromArray(D, middle, at))
              .mul(DoubleVector.fromArray(D, unit, at))
              .add(PowerSums.ROUNDING)
              .reinterpretAsLongs();
      LongVector q = WHOLE.add(bits);
      LongVector square = q.mul(q);
      LongVector s = q.lanewise(VectorOperators.ASHR, PowerSums.CUBE_SHIFT);
      LongVector cube = s.mul(s).mul(s);
      LongVector.fromArray(S, sums, at).add(1L).intoArray(sums, at);
      LongVector.fromArray(S, sums, at += stride).add(q).intoArray(sums, at);
      LongVector.fromArray(S, sums, at += stride)
          .add(square.lanewise(VectorOperators.ASHR, PowerSums.HALF))
          .intoArray(sums, at);
      LongVector.fromArray(S, sums, at += stride)
          .add(square.and(PowerSums.LOW))
          .intoArray(sums, at);
      LongVector.fromArray(S, sums, at += stride)
          .add(cube.lanewise(VectorOperators.ASHR, PowerSums.HALF))
          .intoArray(sums, at);
      LongVector.fromArray(S, sums, at += stride).add(cube.and(PowerSums.LOW)).intoArray(sums, at);
    }
    if (i < count) {
      plain.add(middle, unit, sums, column + i, x, from + i, count - i);
    }
  }
}
