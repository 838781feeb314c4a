package io.ganglion.layer;

import io.ganglion.tensor.Matrix;
import io.ganglion.tensor.Seeds;

/**
 * Random factors that are 0 with a given rate, and otherwise large enough for a mean of 1.
 *
 * <p>One draw of 64 bits serves four elements, so that the rate is rounded to 1/65536.
 */
final class DropoutMask implements RandomFactors {
  private static final int LEVELS = 1 << 16;

  /** A 16-bit number below this keeps its element. */
  private final int threshold;

  private final int factorBits;

  DropoutMask(double rate) {
    this.threshold = Math.max(1, (int) Math.round((1.0 - rate) * LEVELS));
    this.factorBits = Float.floatToRawIntBits((float) LEVELS / threshold);
  }

  @Override
  public void draw(Matrix mask, long key) {
    float[] data = mask.data;
    int end = mask.offset + mask.size();
    int full = mask.size() & ~3;
    for (int i = 0; i < full; i += 4) {
      long bits = Seeds.bits(key, i >> 2);
      int at = mask.offset + i;
      data[at] = factor(bits);
      data[at + 1] = factor(bits >>> 16);
      data[at + 2] = factor(bits >>> 32);
      data[at + 3] = factor(bits >>> 48);
    }
    long bits = Seeds.bits(key, full >> 2);
    for (int at = mask.offset + full; at < end; at++) {
      data[at] = factor(bits);
      bits >>>= 16;
    }
  }

  @Override
  public void apply(float[] values, int n, long key) {
    for (int i = 0; i < n; i++) {
      values[i] *= factor(Seeds.bits(key, i >> 2) >>> (16 * (i & 3)));
    }
  }

  /** Without a branch, which the processor would mispredict at the dropout rate. */
  private float factor(long bits) {
    int kept = ((int) (bits & (LEVELS - 1)) - threshold) >> 31;
    return Float.intBitsToFloat(kept & factorBits);
  }
}
