package io.ganglion.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitTest {
  @ParameterizedTest
  @CsvSource({"0.2,1", "0.2,2", "0.333,3", "0.01,4", "0.9,5", "0,6"})
  void everyRunOfRowsHoldsOutItsShare(double share, long seed) {
    Split split = Split.of(share, seed);
    for (long from : new long[] {0, 17, 1_000_000_007L}) {
      for (int rows : new int[] {1, 10, 999}) {
        long heldOut = LongStream.range(from, from + rows).filter(split::heldOut).count();
        assertThat((double) heldOut).isCloseTo(rows * share, within(1.0));
        assertThat(split.heldOutBefore(from + rows) - split.heldOutBefore(from)).isEqualTo(heldOut);
      }
    }
  }
}
