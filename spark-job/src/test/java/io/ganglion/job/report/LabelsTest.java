package io.ganglion.job.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LabelsTest {
  @Test
  void cutsWhatIsTooWide() {
    assertThat(Labels.shortened("dense_1", 7)).isEqualTo("dense_1");
    assertThat(Labels.shortened("dense_12", 7)).isEqualTo("dense_…");
    assertThat(Labels.shortened("⋮", 1)).isEqualTo("⋮");
  }

  @Test
  void countsWideLettersTwiceAndNeverCutsWithinOne() {
    assertThat(Labels.width("价格")).isEqualTo(4);
    assertThat(Labels.shortened("😀😀😀", 5)).isEqualTo("😀😀…");
  }
}
