package io.ganglion.spark.row;

import java.io.Serializable;
import java.util.List;

/**
 * Where the values of a row of a table, or of a step of a sequence, stand.
 *
 * @param features the first numbers: the columns of numbers to predict from
 * @param labels the numbers after those: the labels, where they are numbers
 * @param weighted whether the row's weight is the number after those
 * @param bases the numbers after that: what each label is added to, where labels are differences
 * @param names the columns of names, of which the last is the label where it names a class: place i
 *     of the numbers as i, place i of the texts as −1 − i
 * @param classed whether the label names a class
 * @param vector whether there is a column of vectors
 * @param sequences whether an example is a sequence of rows; where {@code labelPerStep} is not, the
 *     label, the weight and the bases are those of its last row
 * @param labelPerStep whether each row of a sequence has a label
 */
public record RowLayout(
    int features,
    int labels,
    boolean weighted,
    int bases,
    List<Integer> names,
    boolean classed,
    boolean vector,
    boolean sequences,
    boolean labelPerStep)
    implements Serializable {
  public RowLayout {
    names = List.copyOf(names);
  }

  /** The number of numbers that stay numbers. */
  public int numbers() {
    return features + labels + (weighted ? 1 : 0) + bases;
  }

  /** The place of the weight among the numbers. */
  public int weight() {
    return features + labels;
  }

  /** The place of the first base among the numbers. */
  public int base() {
    return features + labels + (weighted ? 1 : 0);
  }

  /** Whether a row has a label, a weight and bases, where its example ends before {@code end}. */
  public boolean labelled(int row, int end) {
    return labelPerStep || row == end - 1;
  }

  /** The number of categorical columns. */
  public int categories() {
    return names.size() - (classed ? 1 : 0);
  }

  /** The place of the class among the columns of names. */
  public int classLabel() {
    return names.size() - 1;
  }
}
