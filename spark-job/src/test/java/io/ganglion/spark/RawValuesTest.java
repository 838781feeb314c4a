package io.ganglion.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.util.List;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class RawValuesTest {
  private final RawValues values =
      new RawValues("--data", new int[] {2, 0}, List.of("b", "a"), List.of("?", "-999"));

  private double read(Object value) {
    double[] raw = new double[2];
    assertThat(values.read(RowFactory.create(1.5, "other", value), raw)).isNull();
    assertThat(raw[1]).isEqualTo(1.5);
    return raw[0];
  }

  private String problem(Object value) {
    return values.read(RowFactory.create(1.5, "other", value), new double[2]);
  }

  @Test
  void numbersOfEveryTypeAreRead() {
    assertThat(read("2.5")).isEqualTo(2.5);
    assertThat(read("-1e3")).isEqualTo(-1000);
    assertThat(read("+.5")).isEqualTo(0.5);
    assertThat(read(7)).isEqualTo(7);
    assertThat(read(1L << 40)).isEqualTo(1L << 40);
    assertThat(read(0.25f)).isEqualTo(0.25);
    assertThat(read(new BigDecimal("12.50"))).isEqualTo(12.5);
    assertThat(read(true)).isEqualTo(1);
    assertThat(read(false)).isZero();
  }

  @Test
  void whatStandsForNoValueIsMissing() {
    for (Object value : new Object[] {null, "", "?", "-999", "nan", "NaN", "NAN", Double.NaN}) {
      assertThat(read(value)).as("%s", value).isNaN();
    }
  }

  @Test
  void whatIsNoNumberIsNamedWithItsRow() {
    for (Object value : new Object[] {"x", "1,5", "0x10", "12d", "1 2", new Timestamp(0)}) {
      assertThat(problem(value))
          .startsWith("--data: column 'b': expected a number, found '" + value + "'")
          .contains("in the row 1.5,other," + value);
    }
  }

  @Test
  void whatNoFloatHoldsIsNamed() {
    Object[] values = {
      "1e39", "-1e300", "inf", "-Infinity", Double.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1e39
    };
    for (Object value : values) {
      assertThat(problem(value))
          .startsWith("--data: column 'b': expected a number within the range of a float, found");
    }
    assertThat(read("3.4e38")).isEqualTo(3.4e38);
  }
}
