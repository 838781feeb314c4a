package io.ganglion.spark.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitTest {
  @ParameterizedTest
  @CsvSource({"0,0.2,1", "0,0.2,2", "0.1,0.333,3", "0.5,0.01,4", "0,0.9,5", "0,0,6", "0.25,0,7"})
  void everyRunOfRowsGivesItsShares(double testShare, double share, long seed) {
    Split split = Split.of(testShare, share, seed);
    for (long from : new long[] {0, 17, 1_000_000_007L}) {
      for (int rows : new int[] {1, 10, 999}) {
        long test = count(split, Split.Part.TEST, from, rows);
        long heldOut = count(split, Split.Part.HELD_OUT, from, rows);
        assertThat((double) test).isCloseTo(rows * testShare, within(1.0));
        assertThat((double) heldOut).isCloseTo((rows - test) * share, within(1.0));
        long training = count(split, Split.Part.TRAINING, from, rows);
        assertThat(training + heldOut + test).isEqualTo(rows);
      }
    }
  }

  /** The rows of a part, both by looking at each and by the difference of two counts. */
  private static long count(Split split, Split.Part part, long from, int rows) {
    long found = LongStream.range(from, from + rows).filter(p -> split.part(p) == part).count();
    assertThat(split.before(part, from + rows) - split.before(part, from)).isEqualTo(found);
    return found;
  }
}
