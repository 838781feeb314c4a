package io.ganglion.spark;

import java.io.Serializable;
import java.util.List;

/**
 * Where the values of a {@link TableRow} stand.
 *
 * @param features the first numbers: the columns of numbers to predict from
 * @param labels the numbers after those: the labels, where they are numbers
 * @param weighted whether the row's weight is the number after those
 * @param names the columns of names, of which the last is the label where it names a class: place i
 *     of the numbers as i, place i of the texts as −1 − i
 * @param classed whether the label names a class
 * @param vector whether there is a column of vectors
 */
record RowLayout(
    int features,
    int labels,
    boolean weighted,
    List<Integer> names,
    boolean classed,
    boolean vector)
    implements Serializable {
  RowLayout {
    names = List.copyOf(names);
  }

  /** The number of numbers that stay numbers. */
  int numbers() {
    return features + labels + (weighted ? 1 : 0);
  }

  /** The place of the weight among the numbers. */
  int weight() {
    return features + labels;
  }

  /** The number of categorical columns. */
  int categories() {
    return names.size() - (classed ? 1 : 0);
  }

  /** The place of the class among the columns of names. */
  int classLabel() {
    return names.size() - 1;
  }
}
