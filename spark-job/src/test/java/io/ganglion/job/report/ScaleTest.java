package io.ganglion.job.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "0.021; 0.32; 0.0 0.1 0.2 0.3 0.4",
        "1.7; 6.1; 1 2 3 4 5 6 7",
        "0.919; 0.995; 0.90 0.92 0.94 0.96 0.98 1.00",
        "-3; 4; −4 −2 0 2 4",
        "180; 720; 0 200 400 600 800",
        "0; 1; 0.0 0.2 0.4 0.6 0.8 1.0"
      })
  void beginsAndEndsLinearAxesAtRoundNumbers(double min, double max, String labels) {
    Scale scale = Scale.linear(min, max);

    assertThat(labels(scale)).isEqualTo(labels);
    assertThat(scale.low()).isLessThanOrEqualTo(min);
    assertThat(scale.high()).isGreaterThanOrEqualTo(max);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "5.9; 75; 10 20 50",
        "0.02; 0.9; 0.02 0.05 0.1 0.2 0.5 1",
        "1e-6; 1; 10⁻⁶ 10⁻⁵ 0.0001 0.001 0.01 0.1 1",
        "1e-30; 1e30; 10⁻²⁷ 10⁻¹⁸ 10⁻⁹ 1 10⁹ 10¹⁸ 10²⁷"
      })
  void ticksLogarithmicAxesAtPowersOfTen(double min, double max, String labels) {
    assertThat(labels(Scale.logarithmic(min, max))).isEqualTo(labels);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1; 1; 1",
        "1; 3; 1 2 3",
        "1; 20; 1 5 10 15 20",
        "1; 200; 1 50 100 150 200",
        "1; 1000; 1 200 400 600 800 1,000",
        "7; 9; 7 8 9"
      })
  void ticksEpochsAtWholeNumbers(int first, int last, String labels) {
    assertThat(labels(Scale.epochs(first, last))).isEqualTo(labels);
  }

  @Test
  void putsASingleEpochInTheMiddle() {
    assertThat(Scale.epochs(1, 1).position(1)).isEqualTo(0.5);
  }

  @Test
  void turnsLogarithmicWhereMostValuesWouldBePressedFlat() {
    List<Double> falling =
        IntStream.range(0, 100).mapToObj(e -> 6 + 80 * Math.exp(-e / 3.0)).toList();

    assertThat(Scale.of(falling).logarithmic()).isTrue();
    assertThat(Scale.of(IntStream.rangeClosed(1, 100).mapToObj(e -> (double) e).toList()))
        .extracting(Scale::logarithmic)
        .isEqualTo(false);
    assertThat(Scale.of(falling.stream().map(value -> value - 6).toList()).logarithmic()).isTrue();
    assertThat(Scale.of(falling.stream().map(value -> value - 7).toList()).logarithmic()).isFalse();
  }

  @Test
  void leavesOutWhatIsNotFinite() {
    List<Double> values =
        List.of(Double.NaN, 1.0, Double.POSITIVE_INFINITY, 2.0, Double.NEGATIVE_INFINITY);

    assertThat(Scale.of(values)).isEqualTo(Scale.linear(1, 2));
    assertThat(Scale.of(List.of(Double.NaN))).isEqualTo(Scale.linear(0, 1));
  }

  @Test
  void holdsEveryValueWhateverItsSize() {
    Random random = new Random(5);
    for (int i = 0; i < 4_000; i++) {
      double size = Math.pow(10, random.nextInt(-320, 309));
      List<Double> values =
          DoubleStream.generate(() -> size * random.nextGaussian())
              .limit(random.nextInt(1, 6))
              .boxed()
              .toList();
      Scale scale = Scale.of(values);
      assertThat(scale.ticks()).as("%s", values).hasSizeBetween(1, 12);
      for (double value : values) {
        if (Math.abs(value) < 1e300) {
          assertThat(scale.position(value)).as("%s", values).isBetween(-1e-6, 1 + 1e-6);
        }
      }
    }
  }

  @Test
  void givesAConstantRoomOnBothSides() {
    assertThat(Scale.of(List.of(0.25, 0.25)).position(0.25)).isBetween(0.2, 0.8);
    assertThat(Scale.of(List.of(0.0)).position(0)).isBetween(0.2, 0.8);
    assertThat(Scale.of(List.of(1e9, 1e9 + 1e-7)).position(1e9)).isBetween(0.2, 0.8);
  }

  private static String labels(Scale scale) {
    return String.join(" ", scale.ticks().stream().map(Scale.Tick::label).toList());
  }
}
