package io.ganglion.spark.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.spark.table.NumberText;
import org.junit.jupiter.api.Test;

class NameDictionaryTest {
  @Test
  void textsAndNumbersShareIds() {
    NameDictionary dictionary = new NameDictionary();
    assertThat(dictionary.id("7")).isZero();
    assertThat(dictionary.id(7.0)).isZero();
    assertThat(dictionary.id(2.5)).isEqualTo(1);
    assertThat(dictionary.id("2.5")).isEqualTo(1);
    assertThat(dictionary.id((String) null)).isEqualTo(RawChunk.MISSING);
    assertThat(dictionary.id(Double.NaN)).isEqualTo(RawChunk.MISSING);
    assertThat(dictionary.names()).containsExactly("7", "2.5");
  }

  @Test
  void growsWithItsNumbers() {
    NameDictionary dictionary = new NameDictionary();
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 1000; i++) {
        assertThat(dictionary.id(i / 4.0)).isEqualTo(i);
        assertThat(dictionary.hash(i)).isEqualTo(RowHash.of(NumberText.format(i / 4.0)));
      }
    }
  }
}
