package io.ganglion.layer;

import io.ganglion.network.Initializer;
import java.util.Arrays;

/** 0, but 1 for the second of four parts: the forget gate of an LSTM, which begins nearly open. */
record UnitForgetBias() implements Initializer {
  @Override
  public String kind() {
    return "unit_forget_bias";
  }

  @Override
  public void fill(float[] weights, int offset, int rows, int columns, long key) {
    int units = columns / 4;
    Arrays.fill(weights, offset, offset + columns, 0f);
    Arrays.fill(weights, offset + units, offset + 2 * units, 1f);
  }
}
