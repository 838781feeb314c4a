package io.ganglion.data;

import java.io.Serializable;
import java.util.List;

/**
 * The columns that reach a network, in the order of a {@link Batch}'s fields.
 *
 * <p>Side by side, with a column of zeros and ones for each known category, they are the wide
 * matrix {@code [numeric | sparse | one-hot]} of {@link #width} columns. An id of 0 has no column
 * there: its row is zero.
 *
 * @param kind what a row is: an example, a step or a node
 * @param numeric the number of dense numeric columns
 * @param sparse the width of the sparse columns, 0 for none
 * @param categories the number of ids of each categorical column, id 0 (unknown or missing)
 *     included
 * @param categoryNames the names of the categorical columns; empty where nobody gave any
 * @param statistics of each dense numeric column over the training split; empty where nobody asked
 * @param flags the number of dense numeric columns, the last ones, that only say where a value is
 *     missing
 * @param edgeFeatures the number of dense numbers of each edge of a graph
 */
public record Columns(
    Kind kind,
    int numeric,
    int sparse,
    List<Integer> categories,
    List<String> categoryNames,
    List<Moments> statistics,
    int flags,
    int edgeFeatures)
    implements Serializable {

  /** What a row of the input is. */
  public enum Kind {
    EXAMPLE,
    STEP,
    /** A node of a graph that is an example. */
    NODE,
    /** A node of a graph of which some nodes are examples. */
    SEED,
    /** A node of a graph of which some pairs of nodes are examples. */
    PAIR
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
    categoryNames = List.copyOf(categoryNames);
    statistics = List.copyOf(statistics);
    if (!categoryNames.isEmpty() && categoryNames.size() != categories.size()) {
      throw new IllegalArgumentException(
          "expected names of " + categories.size() + " columns, found " + categoryNames.size());
    }
    if (flags < 0 || flags > numeric) {
      throw new IllegalArgumentException(
          "expected flags among " + numeric + " columns, found " + flags);
    }
    if (!statistics.isEmpty() && statistics.size() != numeric) {
      throw new IllegalArgumentException(
          "expected statistics of " + numeric + " columns, found " + statistics.size());
    }
  }

  /** Columns whose categorical ones have no names. */
  public Columns(
      Kind kind, int numeric, int sparse, List<Integer> categories, List<Moments> statistics) {
    this(kind, numeric, sparse, categories, List.of(), statistics, 0, 0);
  }

  /** Dense numeric columns with one row an example. */
  public static Columns numeric(int columns) {
    return new Columns(Kind.EXAMPLE, columns, 0, List.of(), List.of());
  }

  /** The same columns with the statistics that a normalization layer adapts to. */
  public Columns withStatistics(List<Moments> statistics) {
    return new Columns(
        kind, numeric, sparse, categories, categoryNames, statistics, flags, edgeFeatures);
  }

  /** The same columns, the categorical ones named. */
  public Columns withCategoryNames(List<String> names) {
    return new Columns(kind, numeric, sparse, categories, names, statistics, flags, edgeFeatures);
  }

  /**
   * The same columns, the last {@code flags} numeric ones of which say where a value is missing.
   */
  public Columns withFlags(int flags) {
    return new Columns(
        kind, numeric, sparse, categories, categoryNames, statistics, flags, edgeFeatures);
  }

  /** The same columns of rows of another kind. */
  public Columns withKind(Kind kind) {
    return new Columns(
        kind, numeric, sparse, categories, categoryNames, statistics, flags, edgeFeatures);
  }

  /** The same columns, and so many numbers of each edge. */
  public Columns withEdgeFeatures(int edgeFeatures) {
    return new Columns(
        kind, numeric, sparse, categories, categoryNames, statistics, flags, edgeFeatures);
  }

  /** The number of dense numeric columns that hold numbers; the flags stand behind them. */
  public int numbers() {
    return numeric - flags;
  }

  /** Whether a row is its dense numbers and nothing else. */
  public boolean numericOnly() {
    return sparse == 0 && categories.isEmpty();
  }

  /**
   * The width of the wide matrix.
   *
   * @throws ArithmeticException from 2^31 columns on
   */
  public int width() {
    return Math.addExact(numeric, sparseWidth());
  }

  /** The width of the sparse columns and of the known categories, without the dense numbers. */
  public int sparseWidth() {
    int width = sparse;
    for (int size : categories) {
      width = Math.addExact(width, size - 1);
    }
    return width;
  }

  /**
   * Where the known categories of each categorical column begin, counted from the first sparse
   * column: the column of id i from 1 on is {@code start + i − 1}.
   */
  public int[] oneHotStarts() {
    int[] starts = new int[categories.size()];
    int next = sparse;
    for (int c = 0; c < starts.length; c++) {
      starts[c] = next;
      next += categories.get(c) - 1;
    }
    return starts;
  }

  /** The shape of a matrix of this kind of rows. */
  public Shape shape(int features) {
    return switch (kind) {
      case EXAMPLE -> new Shape.Vector(features);
      case STEP -> new Shape.Sequence(features);
      case NODE -> new Shape.Graph(features, 0, edgeFeatures);
      case SEED -> new Shape.Graph(features, 1, edgeFeatures);
      case PAIR -> new Shape.Graph(features, 2, edgeFeatures);
    };
  }

  Structure newStructure() {
    return switch (kind) {
      case EXAMPLE -> new Structure.Independent();
      case STEP -> new Structure.Packed();
      case NODE, SEED, PAIR -> new Structure.Graphs();
    };
  }
}
