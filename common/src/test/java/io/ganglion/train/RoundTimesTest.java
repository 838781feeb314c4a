package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RoundTimesTest {
  private static List<double[][]> busy(double... seconds) {
    List<double[][]> statistics = new ArrayList<>();
    for (double of : seconds) {
      statistics.add(new double[][] {{1, 2, 3}, {}, {0.0, of, 9}});
    }
    return statistics;
  }

  @Test
  void shardsBesideEachOtherTakeAsLongAsTheLongest() {
    assertThat(RoundTimes.work(busy(1.0, 0.4), 2, 9.0)).isEqualTo(1.0);
    assertThat(RoundTimes.work(busy(1.0, 0.4), 8, 9.0)).isEqualTo(1.0);
  }

  @Test
  void moreShardsThanPlacesRunInWaves() {
    assertThat(RoundTimes.work(busy(1, 1, 1, 1, 1, 1, 1, 1), 2, 9.0)).isEqualTo(4.0);
    assertThat(RoundTimes.work(busy(1, 1, 1), 2, 9.0)).isEqualTo(2.0);
    // The third begins where the shorter of the first two ends.
    assertThat(RoundTimes.work(busy(1.0, 0.4, 0.5), 2, 9.0)).isEqualTo(1.0);
    assertThat(RoundTimes.work(busy(1.0, 0.4, 0.5, 0.5), 2, 9.0)).isCloseTo(1.4, within(1e-12));
  }

  @Test
  void workIsNeverLongerThanTheRound() {
    assertThat(RoundTimes.work(busy(1, 1, 1), 1, 2.5)).isEqualTo(2.5);
  }

  @Test
  void theShareIsThatOfAllRounds() {
    RoundTimes times = new RoundTimes();
    times.add(1.0, 0.9);
    times.add(3.0, 2.9);
    assertThat(times.mergeShare()).isCloseTo(0.05, within(1e-12));
  }
}
