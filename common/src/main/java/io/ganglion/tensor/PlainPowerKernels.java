package io.ganglion.tensor;

/** Sums of powers value by value. */
public final class PlainPowerKernels implements PowerKernels {
  @Override
  public void add(
      double[] middle, double[] unit, long[] sums, int column, double[] x, int from, int count) {
    int stride = middle.length;
    for (int i = 0; i < count; i++) {
      double value = x[from + i];
      if (Double.isNaN(value)) {
        continue;
      }
      long q = PowerSums.steps(value, middle[column + i], unit[column + i]);
      long square = q * q;
      long s = q >> PowerSums.CUBE_SHIFT;
      long cube = s * s * s;
      int at = column + i;
      sums[at]++;
      sums[at += stride] += q;
      sums[at += stride] += square >> PowerSums.HALF;
      sums[at += stride] += square & PowerSums.LOW;
      sums[at += stride] += cube >> PowerSums.HALF;
      sums[at + stride] += cube & PowerSums.LOW;
    }
  }
}
