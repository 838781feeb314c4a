package io.ganglion.spark.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.tensor.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExactMomentsTest {
  private static final boolean[] ONE = {true};
  private static final double[] SCALES = {1e-9, 1.0, 3e7, 1e30};

  private static double value(int column, int i) {
    double offset = column == 2 ? 1e9 : -0.3;
    return SCALES[column] * (Seeds.normal(column, i) + (i % 50 == 0 ? 8 : 0)) + offset;
  }

  private static ExactMoments empty(int rows, boolean weighted) {
    double[] minimum = new double[SCALES.length];
    double[] maximum = new double[SCALES.length];
    for (int c = 0; c < SCALES.length; c++) {
      minimum[c] = Double.POSITIVE_INFINITY;
      maximum[c] = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < rows; i++) {
        minimum[c] = Math.min(minimum[c], value(c, i));
        maximum[c] = Math.max(maximum[c], value(c, i));
      }
    }
    return new ExactMoments(minimum, maximum, weighted ? 3.0 : 1.0);
  }

  private static double weight(boolean weighted, int i) {
    return weighted ? 0.25 + i % 4 * 0.75 : 1.0;
  }

  @Test
  void agreesWithTwoPasses() {
    int rows = 5000;
    for (boolean weighted : new boolean[] {false, true}) {
      ExactMoments moments = empty(rows, weighted);
      for (int c = 0; c < SCALES.length; c++) {
        double sum = 0;
        double total = 0;
        for (int i = 0; i < rows; i++) {
          if (weighted) {
            moments.add(c, value(c, i), weight(true, i));
          } else {
            moments.addAll(c, new double[] {value(c, i)}, ONE);
          }
          sum += weight(weighted, i) * value(c, i);
          total += weight(weighted, i);
        }
        moments.carry();
        double mean = sum / total;
        double squares = 0;
        double cubes = 0;
        for (int i = 0; i < rows; i++) {
          squares += weight(weighted, i) * Math.pow(value(c, i) - mean, 2);
          cubes += Math.pow(value(c, i) - mean, 3);
        }
        double deviation = Math.sqrt(squares / total);
        // The sums that it is compared with are no better where values are far from 0.
        double error = c == 0 ? 1e-5 : 1e-7;
        assertThat((moments.mean(c) - mean) / deviation).isCloseTo(0.0, within(error));
        assertThat(moments.squares(c) / squares).isCloseTo(1.0, within(error));
        if (!weighted) {
          double skewness = cubes / rows / Math.pow(deviation, 3);
          assertThat(moments.skewness(c)).isCloseTo(skewness, within(1e-3));
        }
      }
    }
  }

  @Test
  void orderAndPartsChangeNoBit() {
    int rows = 1000;
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      order.add(i);
    }
    ExactMoments whole = empty(rows, true);
    order.forEach(i -> whole.add(1, value(1, i), weight(true, i)));
    Collections.shuffle(order, new Random(3));
    ExactMoments parts = empty(rows, true);
    for (int from = 0; from < rows; from += 250) {
      ExactMoments part = parts.copyEmpty();
      order.subList(from, from + 250).forEach(i -> part.add(1, value(1, i), weight(true, i)));
      parts.merge(part);
    }
    assertThat(parts.mean(1)).isEqualTo(whole.mean(1));
    assertThat(parts.squares(1)).isEqualTo(whole.squares(1));
    assertThat(parts.skewness(1)).isEqualTo(whole.skewness(1));
  }

  @Test
  void wholeNumbersAreExact() {
    ExactMoments moments = new ExactMoments(new double[] {-3}, new double[] {1000}, 1.0);
    for (int i = -3; i <= 1000; i++) {
      moments.addAll(0, new double[] {9999, i}, new boolean[] {false, true});
      if (i % 100 == 0) {
        moments.carry();
      }
    }
    assertThat(moments.mean(0)).isEqualTo(498.5);
    assertThat(moments.squares(0)).isEqualTo(1004.0 * (1004.0 * 1004.0 - 1) / 12);
  }

  @Test
  void equalValuesHaveNoDeviation() {
    ExactMoments moments = new ExactMoments(new double[] {7.25}, new double[] {7.25}, 1.0);
    boolean[] rows = {true, true, false, true};
    moments.addAll(0, new double[] {7.25, Double.NaN, 8, 7.25}, rows);
    moments.carry();
    assertThat(moments.mean(0)).isEqualTo(7.25);
    assertThat(moments.squares(0)).isZero();
    assertThat(moments.skewness(0)).isZero();
  }
}
