package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.tensor.Seeds;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AutoPeriodTest {
  private static final long ALL = ParameterAveraging.EVERY_EPOCH;

  /** Runs epochs with rounds of given costs, and returns the merge share of each epoch. */
  private static List<Double> shares(
      AutoPeriod period, long ofEpoch, double overhead, double step, double noise, int epochs) {
    List<Double> shares = new ArrayList<>();
    long round = 0;
    for (int epoch = 0; epoch < epochs; epoch++) {
      RoundTimes times = new RoundTimes();
      for (long done = 0; done < ofEpoch; round++) {
        long batches = Math.min(ofEpoch - done, period.next(ofEpoch - done, ofEpoch));
        // A cold machine at first.
        double slow = round == 0 ? 10.0 : 1.0 + noise * Seeds.normal(1, round);
        double o = overhead * slow;
        double work = batches * step * (1.0 + 0.1 * noise * Seeds.normal(2, round));
        period.took(batches, o, work);
        times.add(o + work, work);
        done += batches;
      }
      shares.add(times.mergeShare());
    }
    return shares;
  }

  @ParameterizedTest
  @CsvSource({
    // overhead and step in seconds, batches of an epoch
    "0.02, 0.00001, 60000, 0",
    "0.02, 0.00001, 60000, 0.2",
    "0.02, 0.001, 60000, 0.2",
    "2, 0.1, 470, 0.1",
    "0.001, 1, 10, 0.2"
  })
  void mergingStaysWithinItsShare(double overhead, double step, long ofEpoch, double noise) {
    AutoPeriod period = new AutoPeriod(0.05);
    List<Double> shares = shares(period, ofEpoch, overhead, step, noise, 10);
    assertThat(shares.subList(2, 10)).allMatch(share -> share <= 0.05);
    assertThat(period.beyondReach(ofEpoch)).isFalse();
  }

  @Test
  void averagesAsOftenAsTheShareAllows() {
    AutoPeriod period = new AutoPeriod(0.05);
    shares(period, 60_000, 0.02, 0.001, 0.0, 3);
    // 0.02 (1 − 0.04) / (0.04 · 0.001) = 480
    assertThat(period.next(60_000, 60_000)).isEqualTo(480);
    assertThat(period.next(1000, 60_000)).isEqualTo(500);
    assertThat(period.next(959, 60_000)).isEqualTo(ALL);
  }

  @Test
  void aShareThatCannotBeHeldIsTriedForAtOneAverageAnEpoch() {
    AutoPeriod period = new AutoPeriod(0.05);
    shares(period, 20, 0.02, 0.0001, 0.0, 2);
    assertThat(period.beyondReach(20)).isFalse();
    List<Double> shares = shares(period, 20, 0.02, 0.0001, 0.0, 3);
    assertThat(shares.get(2)).isCloseTo(0.02 / 0.022, within(1e-9));
    assertThat(period.next(20, 20)).isEqualTo(ALL);
    assertThat(period.beyondReach(20)).isTrue();
  }

  @Test
  void theFirstRoundIsASixteenthOfAnEpochAndIsForgotten() {
    AutoPeriod period = new AutoPeriod(0.05);
    assertThat(period.next(1600, 1600)).isEqualTo(100);
    assertThat(period.next(5, 5)).isEqualTo(1);
    period.took(100, 0.5, 100.0);
    assertThat(period.beyondReach(1600)).isFalse();
    period.took(100, 0.0479, 0.1);
    // 0.0479 · 0.96 / (0.04 · 0.001) = 1149.6, of which two fit
    assertThat(period.next(2304, 2304)).isEqualTo(1152);
  }

  @Test
  void whatMergingTookTooMuchIsPaidBack() {
    AutoPeriod period = new AutoPeriod(0.05);
    period.took(1000, 0.1, 1.0);
    period.took(1000, 0.1, 1.0);
    // 0.1 · 24 / 0.001 = 2400, and 0.2 · 24 − 2 seconds of steps are owed.
    assertThat(period.next(60_000, 60_000)).isEqualTo(60_000 / 11 + 1);
    period.took(5200, 0.1, 5.2);
    assertThat(period.next(60_000, 60_000)).isEqualTo(60_000 / 25);
    period.took(100_000, 0.1, 100.0);
    assertThat(period.next(60_000, 60_000)).isEqualTo(60_000 / 25);
    period.took(1000, 5.0, 1.0);
    assertThat(period.next(10_000, 10_000)).isEqualTo(ALL);
  }

  @Test
  void followsWhatIsMeasured() {
    AutoPeriod period = new AutoPeriod(0.05);
    shares(period, 60_000, 0.02, 0.001, 0.0, 2);
    shares(period, 60_000, 0.2, 0.001, 0.0, 2);
    assertThat(period.next(60_000, 60_000)).isBetween(4600L, 5500L);
  }
}
