package io.ganglion.api;

import io.ganglion.data.CategoricalColumn;
import io.ganglion.data.FeatureColumn;
import io.ganglion.data.NumericColumn;
import io.ganglion.data.RawRow;
import io.ganglion.data.Schema;
import io.ganglion.data.VectorColumn;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads records, a value a column, as a schema says. Not for two threads. */
final class RecordReader {
  private static final long EXACT = 1L << 53;

  private final FeatureColumn[] columns;
  private final Set<String> missing;
  private final RawRow row;

  RecordReader(Schema schema) {
    this.columns = schema.features().toArray(new FeatureColumn[0]);
    this.missing = Set.copyOf(schema.missing());
    this.row = new RawRow(schema);
  }

  /** Reads a record into a row, which the next call overwrites. */
  RawRow read(Map<String, ?> record) {
    int number = 0;
    int category = 0;
    for (FeatureColumn column : columns) {
      Object value = record.get(column.name());
      if (value == null && !record.containsKey(column.name())) {
        throw wrong(column, "expected a value, or null for none", "no such key in " + record);
      }
      if (column instanceof NumericColumn) {
        row.numbers[number++] = number(column, value);
      } else if (column instanceof CategoricalColumn names) {
        row.categories[category++] = name(names, value);
      } else if (column instanceof VectorColumn vector) {
        number += vector(vector, value, number);
      }
    }
    return row;
  }

  private double number(FeatureColumn column, Object value) {
    if (value instanceof Number number) {
      return finite(column, number.doubleValue());
    }
    if (value instanceof Boolean flag) {
      return flag ? 1.0 : 0.0;
    }
    if (value == null || absent(value)) {
      return Double.NaN;
    }
    if (value instanceof String text) {
      try {
        return finite(column, Double.parseDouble(text));
      } catch (NumberFormatException e) {
        throw wrong(column, "expected a number", "'" + text + "'");
      }
    }
    throw wrong(column, "expected a number", value.getClass().getSimpleName());
  }

  private static double finite(FeatureColumn column, double value) {
    if (Double.isInfinite(value)) {
      throw wrong(column, "expected a finite number", String.valueOf(value));
    }
    return value;
  }

  private boolean absent(Object value) {
    return value instanceof String text && (text.isEmpty() || missing.contains(text));
  }

  private String name(CategoricalColumn column, Object value) {
    if (value == null || absent(value)) {
      return null;
    }
    if (value instanceof Number number) {
      double x = number.doubleValue();
      long whole = (long) x;
      return whole == x && Math.abs(whole) < EXACT ? Long.toString(whole) : Double.toString(x);
    }
    if (value instanceof CharSequence || value instanceof Boolean) {
      return value.toString();
    }
    throw wrong(column, "expected a name", value.getClass().getSimpleName());
  }

  /** Returns how many numbers of the row it took. */
  private int vector(VectorColumn column, Object value, int at) {
    int size = column.size();
    int length =
        value instanceof double[] d ? d.length : value instanceof float[] f ? f.length : -1;
    if (length != size) {
      throw wrong(
          column,
          "expected an array of " + size + " double or float",
          length < 0 ? String.valueOf(value) : length + " of them");
    }
    if (!column.sparse()) {
      for (int i = 0; i < size; i++) {
        row.numbers[at + i] = finite(column, element(value, i));
      }
      return size;
    }
    if (row.index.length < size) {
      row.index = new int[size];
      row.value = new float[size];
    }
    row.stored = 0;
    for (int i = 0; i < size; i++) {
      double element = finite(column, element(value, i));
      if (element != 0.0) {
        row.index[row.stored] = i;
        row.value[row.stored++] = (float) element;
      }
    }
    return 0;
  }

  private static double element(Object array, int i) {
    return array instanceof double[] d ? d[i] : ((float[]) array)[i];
  }

  private static IllegalArgumentException wrong(
      FeatureColumn column, String expected, String found) {
    return new IllegalArgumentException(
        String.format(Locale.ROOT, "column '%s': %s, found %s", column.name(), expected, found));
  }
}
