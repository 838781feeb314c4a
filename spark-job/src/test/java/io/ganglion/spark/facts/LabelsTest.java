package io.ganglion.spark.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.loss.Loss;
import io.ganglion.spark.LocalSpark;
import io.ganglion.spark.Tables;
import io.ganglion.spark.table.NumberText;
import io.ganglion.spark.table.Table;
import io.ganglion.spark.training.TrainingRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelsTest {
  @TempDir Path folder;

  private List<String> classes(Loss.Target target, String... lines) throws IOException {
    Table table = Tables.csv(LocalSpark.session(2), folder, lines);
    try (TrainingRows rows = TrainingRows.load(table, Tables.request("y", target, 0.0, 1))) {
      return rows.schema().label().classes();
    }
  }

  @Test
  void numbersAreSortedAsNumbers() throws IOException {
    assertThat(classes(Loss.Target.CLASS, "x,y", "1,10", "2,9.0", "3,2.5", "4,-1", "5,10", "6,-0"))
        .containsExactly("-1", "0", "2.5", "9", "10");
  }

  @Test
  void textsAreSortedByCodePoint() throws IOException {
    assertThat(classes(Loss.Target.CLASS, "x,y", "1,b", "2,\uD83D\uDE00", "3,\uFB00", "4,B", "5,9"))
        .containsExactly("9", "B", "b", "\uFB00", "\uD83D\uDE00");
  }

  @Test
  void binaryTargetsAreZeroAndOne() throws IOException {
    Table table = Tables.csv(LocalSpark.session(2), folder, "x,y", "4,2", "3,1", "4,2");
    try (TrainingRows rows =
        TrainingRows.load(table, Tables.request("y", Loss.Target.BINARY, 0.0, 1))) {
      var block = Tables.blocks(rows.training()).get(0).get(0);
      assertThat(rows.schema().label().numericClasses()).isTrue();
      assertThat(block.classes).isNull();
      for (int r = 0; r < 3; r++) {
        assertThat(block.values[r]).isEqualTo(block.numeric[r] - 3f);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1", "-1.5", "+2.", ".5", "1e9", "1E-9", "nan", "NaN", "-Infinity", "inf"})
  void aNumber(String text) {
    assertThat(NumberText.isNumber(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-", ".", "1f", "12D", "0x10", "1e", "1e+", "e5", "1 2", "1,5", "--1", "-nan"})
  void noNumber(String text) {
    assertThat(NumberText.isNumber(text)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0.0,0", "-0.0,0", "1.0,1", "2.5,2.5", "-3.0,-3", "1e300,1.0E300"})
  void aNumberAsAClass(double value, String name) {
    assertThat(NumberText.format(value)).isEqualTo(name);
  }
}
