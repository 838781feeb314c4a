package io.ganglion.tensor;

/** Sums of powers value by value. */
public final class PlainPowerKernels implements PowerKernels {
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
    for (int i = from; i < to; i++) {
      double value = x[i];
      if (!chosen[i] || Double.isNaN(value)) {
        continue;
      }
      long q = PowerSums.steps(value, middle, unit);
      long square = q * q;
      long s = q >> PowerSums.CUBE_SHIFT;
      long cube = s * s * s;
      sums[at]++;
      sums[at + 1] += q;
      sums[at + 2] += square >> PowerSums.HALF;
      sums[at + 3] += square & PowerSums.LOW;
      sums[at + 4] += cube >> PowerSums.HALF;
      sums[at + 5] += cube & PowerSums.LOW;
    }
  }
}
