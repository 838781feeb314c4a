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
      raw[i] = number(row.get(positions[i]));
      if (Double.isInfinite(raw[i])) {
        return problem(i, row);
      }
    }
    return null;
  }

  private String problem(int feature, Row row) {
    Object value = row.get(positions[feature]);
    boolean number =
        value instanceof Number || (value instanceof String text && NumberText.isNumber(text));
    return where
        + ": column '"
        + names.get(feature)
        + "': expected a number"
        + (number ? " within the range of a float" : "")
        + ", found '"
        + value
        + "' in the row "
        + row.mkString(",")
        + "; correct it, or leave such rows out with --invalid skip";
  }

  /** NaN for a missing value; an infinity for what no float holds. */
  private double number(Object value) {
    if (value == null) {
      return Double.NaN;
    }
    if (value instanceof Boolean flag) {
      return flag ? 1.0 : 0.0;
    }
    double number =
        value instanceof String text
            ? parsed(text)
            : value instanceof Number given ? given.doubleValue() : Double.POSITIVE_INFINITY;
    return Float.isInfinite((float) number) ? Double.POSITIVE_INFINITY : number;
  }

  private double parsed(String text) {
    if (text.isEmpty() || missing.contains(text)) {
      return Double.NaN;
    }
    if (!NumberText.isNumber(text)) {
      return Double.POSITIVE_INFINITY;
    }
    // Java reads NaN and Infinity in that spelling alone.
    boolean word = Character.isLetter(text.charAt(text.length() - 1));
    if (word) {
      return text.equalsIgnoreCase("nan") ? Double.NaN : Double.POSITIVE_INFINITY;
    }
    return Double.parseDouble(text);
  }
}
