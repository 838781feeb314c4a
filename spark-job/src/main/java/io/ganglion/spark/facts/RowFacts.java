package io.ganglion.spark.facts;

import io.ganglion.spark.row.RowLayout;
import io.ganglion.spark.table.Split;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the rows of a table show, in numbers that do not depend on the order of the rows. */
public final class RowFacts implements Serializable {
  private static final long serialVersionUID = 1L;

  static final int MOST_CLASSES = 100_000;

  /** The number of examples by part. */
  final long[] rows = new long[Split.Part.COUNT];

  /** The number of their steps, which are as many where an example is a row. */
  final long[] steps = new long[Split.Part.COUNT];

  /** Of the columns of numbers: features, labels, weight. */
  final ColumnRanges numbers;

  /** Of the elements of vectors; null without a column of them, or with too many elements. */
  ColumnRanges elements;

  /** By column of names: how many rows of each part have a name. */
  final List<HashMap<String, long[]>> names = new ArrayList<>();

  /** By column of names: how many rows of each part have none. */
  final long[][] unnamed;

  /** The columns of names with more names than a network can have. */
  final boolean[] tooMany;

  /** The size of the vectors, and another one that was met; −1 for none. */
  int vectorSize = -1;

  int otherVectorSize = -1;

  /** The number of rows without a vector, and of values that training rows' vectors store. */
  long vectorsMissing;

  public long vectorValues;

  /** The number of rows whose weight is below 0. */
  long negativeWeights;

  RowFacts(RowLayout layout) {
    numbers = new ColumnRanges(layout.numbers());
    int columns = layout.names().size();
    unnamed = new long[columns][rows.length];
    tooMany = new boolean[columns];
    for (int i = 0; i < columns; i++) {
      names.add(new HashMap<>());
    }
  }

  /** The number of all rows. */
  public long allRows() {
    long sum = 0;
    for (long part : rows) {
      sum += part;
    }
    return sum;
  }

  /** The number of steps of all examples. */
  public long allSteps() {
    return Arrays.stream(steps).sum();
  }

  /** The number of examples of a part. */
  public long rows(Split.Part part) {
    return rows[part.index()];
  }

  /** Adds the counts of a chunk's names, by part and dictionary place. */
  void addNames(int column, String[] dictionary, long[][] counts) {
    if (tooMany[column]) {
      return;
    }
    Map<String, long[]> all = names.get(column);
    for (int i = 0; i < dictionary.length; i++) {
      long[] sum = all.computeIfAbsent(dictionary[i], name -> new long[rows.length]);
      for (int part = 0; part < rows.length; part++) {
        sum[part] += counts[part][i];
      }
    }
    limit(column);
  }

  private void limit(int column) {
    if (names.get(column).size() > MOST_CLASSES) {
      tooMany[column] = true;
      names.get(column).clear();
    }
  }

  /** Adds the rows of another part of the table. */
  void merge(RowFacts other) {
    numbers.merge(other.numbers);
    if (elements == null) {
      elements = other.elements;
    } else if (other.vectorSize == vectorSize) {
      elements.merge(other.elements);
    }
    for (int part = 0; part < rows.length; part++) {
      rows[part] += other.rows[part];
      steps[part] += other.steps[part];
    }
    for (int c = 0; c < tooMany.length; c++) {
      tooMany[c] |= other.tooMany[c];
      for (int part = 0; part < rows.length; part++) {
        unnamed[c][part] += other.unnamed[c][part];
      }
      mergeNames(c, other.names.get(c));
    }
    mergeVectors(other);
    negativeWeights += other.negativeWeights;
  }

  private void mergeNames(int column, Map<String, long[]> other) {
    if (tooMany[column]) {
      names.get(column).clear();
      return;
    }
    other.forEach(
        (name, counts) -> {
          long[] sum = names.get(column).computeIfAbsent(name, n -> new long[rows.length]);
          for (int part = 0; part < rows.length; part++) {
            sum[part] += counts[part];
          }
        });
    limit(column);
  }

  private void mergeVectors(RowFacts other) {
    noteSize(other.vectorSize);
    noteSize(other.otherVectorSize);
    vectorsMissing += other.vectorsMissing;
    vectorValues += other.vectorValues;
  }

  /** Notes a size of vectors, or −1. */
  void noteSize(int size) {
    if (vectorSize < 0) {
      vectorSize = size;
    } else if (size >= 0 && size != vectorSize) {
      otherVectorSize = size;
    }
  }
}
