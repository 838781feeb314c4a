package io.ganglion.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class ScratchTest {
  private static final int LENGTH = 300_001;

  @Test
  void anArrayThatWasGivenBackIsUsedAgainAndIsZero() {
    float[] first = Scratch.zeros(LENGTH);
    Arrays.fill(first, 3f);
    Scratch.giveBack(first);
    float[] second = Scratch.zeros(LENGTH);
    assertThat(second).isSameAs(first).containsOnly(0f);
  }

  @Test
  void noTwoShareAnArray() {
    Scratch.giveBack(new float[LENGTH + 1]);
    float[] first = Scratch.zeros(LENGTH + 1);
    float[] second = Scratch.zeros(LENGTH + 1);
    assertThat(second).isNotSameAs(first).hasSize(LENGTH + 1).containsOnly(0f);
  }

  @Test
  void smallOnesAreNotKept() {
    float[] small = Scratch.zeros(100);
    Scratch.giveBack(small);
    assertThat(Scratch.zeros(100)).isNotSameAs(small);
  }
}
