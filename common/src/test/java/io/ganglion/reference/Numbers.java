package io.ganglion.reference;

/**
 * The numbers in [−1, 1) that scripts/reference/keras_reference.py draws, exact in float32: {@code
 * x = (1103515245 x + 12345) mod 2³¹}, of which 16 bits are used.
 */
final class Numbers {
  private long x;

  Numbers(long start) {
    this.x = start;
  }

  float next() {
    x = (1103515245L * x + 12345L) & 0x7FFF_FFFFL;
    return ((x >> 15) & 0xFFFF) / 32768f - 1f;
  }

  void fill(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = next();
    }
  }
}
