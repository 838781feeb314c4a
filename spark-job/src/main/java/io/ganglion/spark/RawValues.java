package io.ganglion.spark;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Row;

/** Reads the features of a model from the rows of a table, whatever they are written as. */
final class RawValues implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String where;
  private final int[] positions;
  private final List<String> names;
  private final List<String> missing;

  /**
   * The features at the given positions of a row.
   *
   * @param missing texts that stand for no value
   */
  RawValues(String where, int[] positions, List<String> names, List<String> missing) {
    this.where = where;
    this.positions = positions;
    this.names = List.copyOf(names);
    this.missing = List.copyOf(missing);
  }

  int count() {
    return positions.length;
  }

  /** Fills {@code raw}, NaN for a missing value; returns the first problem, or null. */
  String read(Row row, double[] raw) {
    for (int i = 0; i < positions.length; i++) {
      Object value = row.isNullAt(positions[i]) ? null : row.get(positions[i]);
      if (!isNumber(value)) {
        return where
            + ": column '"
            + names.get(i)
            + "': expected a number, found '"
            + value
            + "' in the row "
            + row.mkString(",")
            + "; correct it, or leave such rows out with --invalid skip";
      }
      raw[i] = number(value);
    }
    return null;
  }

  private boolean isNumber(Object value) {
    if (value instanceof String text) {
      return absent(text)
          || (NumberText.isNumber(text) && !Double.isInfinite(Double.parseDouble(text)));
    }
    return value == null
        || value instanceof Boolean
        || (value instanceof Number number && !Double.isInfinite(number.doubleValue()));
  }

  private boolean absent(String text) {
    return text.isEmpty() || missing.contains(text);
  }

  private double number(Object value) {
    if (value instanceof String text) {
      return absent(text) ? Double.NaN : Double.parseDouble(text);
    }
    if (value instanceof Boolean flag) {
      return flag ? 1.0 : 0.0;
    }
    return value == null ? Double.NaN : ((Number) value).doubleValue();
  }
}
