package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class BestEpochTest {
  private static BestEpoch after(double minChange, double... values) {
    BestEpoch best = BestEpoch.none();
    for (int i = 0; i < values.length; i++) {
      best = best.with(i + 1, values[i], new float[] {i + 1}, minChange);
    }
    return best;
  }

  @Test
  void keepsTheWeightsOfTheSmallestLoss() {
    BestEpoch best = after(0.0, 3.0, 1.0, 2.0, 1.5);
    assertThat(best.epoch()).isEqualTo(2);
    assertThat(best.weights()).containsExactly(2f);
    assertThat(best.waited()).isEqualTo(2);
  }

  @Test
  void ofEqualsTheEarliestStays() {
    assertThat(after(0.0, 1.0, 1.0).epoch()).isEqualTo(1);
  }

  @Test
  void aSmallImprovementIsKeptButDoesNotCountForThePatience() {
    BestEpoch best = after(0.1, 1.0, 0.95, 0.92);
    assertThat(best.epoch()).isEqualTo(3);
    assertThat(best.waited()).isEqualTo(2);
    assertThat(best.with(4, 0.85, new float[] {4}, 0.1).waited()).isZero();
  }
}
