package io.ganglion.spark.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.data.CategoricalColumn;
import io.ganglion.data.LabelColumn;
import io.ganglion.data.NumericColumn;
import io.ganglion.data.RawRow;
import io.ganglion.data.Schema;
import io.ganglion.data.TargetScaling;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.util.List;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class RawValuesTest {
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              NumericColumn.of("b", 0, 1, 0, 1, 0),
              NumericColumn.of("a", 0, 1, 0, 1, 0),
              new CategoricalColumn("word", List.of("x", "y"), false, 0),
              new CategoricalColumn("code", List.of("1", "2.5"), true, 0)),
          LabelColumn.number("y", TargetScaling.NONE),
          null,
          List.of("?", "-999"),
          null,
          null);

  private final RawValues values = new RawValues("--data", new int[] {2, 0, 1, 3}, SCHEMA);

  private double read(Object value) {
    RawRow raw = new RawRow(SCHEMA);
    assertThat(values.read(RowFactory.create(1.5, "other", value, 1), raw)).isNull();
    assertThat(raw.numbers[1]).isEqualTo(1.5);
    return raw.numbers[0];
  }

  private String problem(Object value) {
    return values.read(RowFactory.create(1.5, "other", value, 1), new RawRow(SCHEMA));
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

  private String[] names(Object word, Object code) {
    RawRow raw = new RawRow(SCHEMA);
    assertThat(values.read(RowFactory.create(1.5, word, 1, code), raw)).isNull();
    return raw.categories;
  }

  @Test
  void namesAreReadAsInTraining() {
    assertThat(names("x", 1)).containsExactly("x", "1");
    assertThat(names("?", "2.50")).containsExactly(null, "2.5");
    assertThat(names("", "-999")).containsExactly(null, null);
    assertThat(names(null, null)).containsExactly(null, null);
    assertThat(names(7, 1.0)).containsExactly("7", "1");
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
          .contains("in the row 1.5,other," + value + ",1");
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
