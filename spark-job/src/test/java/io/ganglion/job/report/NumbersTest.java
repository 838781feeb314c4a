package io.ganglion.job.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "0; 0",
        "-0.0; 0",
        "13; 13",
        "1234567; 1,234,567",
        "-42; −42",
        "2.5307; 2.531",
        "2.5; 2.5",
        "2.49999; 2.500",
        "0.06190476; 0.06190",
        "0.00032; 0.00032",
        "12345.678; 12,345.7",
        "1e12; 10¹²",
        "1.2345e-7; 1.235 × 10⁻⁷",
        "-3e-9; −3 × 10⁻⁹",
        "NaN; NaN",
        "Infinity; ∞",
        "-Infinity; −∞"
      })
  void writesFiguresForPeople(double value, String text) {
    assertThat(Numbers.figure(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.000 s",
    "42, 0.042 s",
    "3400, 3.4 s",
    "9999, 10.0 s",
    "59400, 59 s",
    "59600, 1 min 0 s",
    "72000, 1 min 12 s",
    "3600000, 1 h 0 min",
    "366000000, 101 h 40 min"
  })
  void writesDurationsInTheTwoUnitsThatMatter(long milliseconds, String text) {
    assertThat(Numbers.duration(Duration.ofMillis(milliseconds))).isEqualTo(text);
  }

  @Test
  void givesEveryTickOfAnAxisTheSameDigits() {
    assertThat(Numbers.tick(0.5, 0.25)).isEqualTo("0.5");
    assertThat(Numbers.tick(1.0, 0.02)).isEqualTo("1.00");
    assertThat(Numbers.tick(-200, 100)).isEqualTo("−200");
    assertThat(Numbers.tick(-1e-18, 0.5)).isEqualTo("0.0");
  }
}
