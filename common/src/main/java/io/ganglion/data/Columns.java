package io.ganglion.data;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;

/**
 * The columns that reach a network, in the order of a {@link Batch}'s fields.
 *
 * @param kind what a row is: an example, a step or a node
 * @param numeric the number of dense numeric columns
 * @param sparse the width of the sparse columns, 0 for none
 * @param categories the number of ids of each categorical column, id 0 (unknown or missing)
 *     included
 * @param statistics of each dense numeric column over the training split; empty where nobody asked
 */
public record Columns(
    Kind kind, int numeric, int sparse, List<Integer> categories, List<Moments> statistics)
    implements Serializable {

  /** What a row of the input is. */
  public enum Kind {
    EXAMPLE,
    STEP,
    NODE
  }

  /**
   * The mean and the population variance of a column.
   *
   * @param mean in the column's own units
   * @param variance in its units squared, divided by n
   */
  public record Moments(double mean, double variance) implements Serializable {}

  public Columns {
    categories = List.copyOf(categories);
    statistics = List.copyOf(statistics);
    if (!statistics.isEmpty() && statistics.size() != numeric) {
      throw new IllegalArgumentException(
          "expected statistics of " + numeric + " columns, found " + statistics.size());
    }
  }

  /** Dense numeric columns with one row an example. */
  public static Columns numeric(int columns) {
    return new Columns(Kind.EXAMPLE, columns, 0, List.of(), List.of());
  }

  /** The same columns with the statistics that a normalization layer adapts to. */
  public Columns withStatistics(List<Moments> statistics) {
    return new Columns(kind, numeric, sparse, categories, Collections.unmodifiableList(statistics));
  }

  /** The shape of a matrix of this kind of rows. */
  public Shape shape(int features) {
    return switch (kind) {
      case EXAMPLE -> new Shape.Vector(features);
      case STEP -> new Shape.Sequence(features);
      case NODE -> new Shape.Graph(features);
    };
  }

  Structure newStructure() {
    return switch (kind) {
      case EXAMPLE -> new Structure.Independent();
      case STEP -> new Structure.Packed();
      case NODE -> new Structure.Graphs();
    };
  }
}
