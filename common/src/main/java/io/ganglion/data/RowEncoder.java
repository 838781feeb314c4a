package io.ganglion.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Makes a network's columns of a row of a table, as a {@link Schema} says. */
public final class RowEncoder {
  private final double[] means;
  private final double[] offsets;
  private final int[] flagged;
  private final List<Map<String, Integer>> ids;

  /** An encoder for rows of the schema. */
  public RowEncoder(Schema schema) {
    List<NumericColumn> numbers = schema.numbers();
    this.means = numbers.stream().mapToDouble(NumericColumn::mean).toArray();
    this.offsets = numbers.stream().mapToDouble(NumericColumn::offset).toArray();
    this.flagged = IntStream.range(0, means.length).filter(i -> numbers.get(i).flagged()).toArray();
    this.ids = schema.categories().stream().map(RowEncoder::ids).toList();
  }

  private static Map<String, Integer> ids(CategoricalColumn column) {
    Map<String, Integer> ids = new HashMap<>();
    for (String value : column.values()) {
      ids.put(value, ids.size() + 1);
    }
    return ids;
  }

  /**
   * Writes the dense columns of a row.
   *
   * @param raw the row's {@link Schema#numbers} from {@code from} on, NaN where one is missing
   * @param row {@link Schema#width} places from {@code to} on
   */
  public void encode(double[] raw, int from, float[] row, int to) {
    for (int i = 0; i < means.length; i++) {
      row[to + i] = encoded(raw[from + i], means[i], offsets[i]);
    }
    for (int i = 0; i < flagged.length; i++) {
      row[to + means.length + i] = flag(raw[from + flagged[i]]);
    }
  }

  /**
   * Writes the dense columns of rows that stand in columns.
   *
   * @param raw the {@link Schema#numbers} first, in their order, NaN where one is missing
   * @param from the first row of them
   * @param rows {@code [count, Schema.width()]}
   */
  public void encode(double[][] raw, int from, int count, float[] rows) {
    int width = means.length + flagged.length;
    for (int i = 0; i < means.length; i++) {
      double[] column = raw[i];
      double mean = means[i];
      double offset = offsets[i];
      for (int r = 0; r < count; r++) {
        rows[r * width + i] = encoded(column[from + r], mean, offset);
      }
    }
    for (int i = 0; i < flagged.length; i++) {
      double[] column = raw[flagged[i]];
      for (int r = 0; r < count; r++) {
        rows[r * width + means.length + i] = flag(column[from + r]);
      }
    }
  }

  private static float encoded(double value, double mean, double offset) {
    return (float) ((Double.isNaN(value) ? mean : value) - offset);
  }

  /** Whether a value is missing. */
  private static float flag(double value) {
    return Double.isNaN(value) ? 1f : 0f;
  }

  /**
   * The id of a value of a categorical column.
   *
   * @param column its place among {@link Schema#categories}
   * @param value null where it is missing
   */
  public int id(int column, String value) {
    return ids.get(column).getOrDefault(value, 0);
  }
}
