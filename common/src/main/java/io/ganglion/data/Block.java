package io.ganglion.data;

import io.ganglion.tensor.Csr;
import java.io.Serializable;

/**
 * Packed rows: what a shard is made of, and the element of the distributed data set.
 *
 * <p>Immutable by convention: tasks in one JVM share it. Fields that a data set has no use for are
 * null (arrays) or 0 (widths).
 */
public final class Block implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The number of examples. */
  public final int examples;

  /** The number of input rows: of examples, steps or nodes. */
  public final int rows;

  /** Dense numbers {@code [rows, numericColumns]}, row-major. */
  public final float[] numeric;

  public final int numericColumns;

  /** Sparse numbers {@code [rows, sparse columns]}. */
  public final Csr sparse;

  /** Category ids {@code [rows, idColumns]}, row-major. */
  public final int[] ids;

  public final int idColumns;

  /** Target numbers {@code [target rows, targetColumns]}; null where the targets are classes. */
  public final float[] values;

  public final int targetColumns;

  /** What differenced targets are added to, as {@link #values}; null where none are. */
  public final float[] base;

  /** Class indices, one a target row; null where the targets are numbers. */
  public final int[] classes;

  /** The weight of each target row; null where each weighs 1. */
  public final float[] weights;

  /** Example e owns the rows from rowStart[e] up to rowStart[e + 1]; null: a row an example. */
  public final int[] rowStart;

  /**
   * The rows whose outputs make the examples, as many for each, among the nodes of one graph; null
   * where examples own their rows.
   */
  public final int[] seed;

  /** How far from a seed the edges reach that it needs. */
  public final int hops;

  /**
   * Row r hears the rows source[k] for k from edgeStart[r] up to edgeStart[r + 1]; null: no edges.
   */
  public final int[] edgeStart;

  /** Sources of edges, counted from the first row of their own example, or of the one graph. */
  public final int[] source;

  /** The weight of each edge, in the order of {@link #source}; null where each weighs 1. */
  public final float[] edgeWeight;

  /** Numbers of each edge {@code [edges, edgeColumns]}, row-major; null where they have none. */
  public final float[] edgeNumeric;

  public final int edgeColumns;

  /**
   * The sum of the weights of all edges that a row hears in the whole graph, and 1 for itself; null
   * where the block holds all of them.
   */
  public final float[] degree;

  private Block(Builder b) {
    this.examples = b.examples;
    this.rows = b.rowStart == null ? b.rows : b.rowStart[b.examples];
    this.numeric = b.numeric;
    this.numericColumns = b.numericColumns;
    this.sparse = b.sparse;
    this.ids = b.ids;
    this.idColumns = b.idColumns;
    this.values = b.values;
    this.targetColumns = b.targetColumns;
    this.base = b.base;
    this.classes = b.classes;
    this.weights = b.weights;
    this.rowStart = b.rowStart;
    this.seed = b.seed;
    this.hops = b.hops;
    this.edgeStart = b.edgeStart;
    this.source = b.source;
    this.edgeWeight = b.edgeWeight;
    this.edgeNumeric = b.edgeNumeric;
    this.edgeColumns = b.edgeColumns;
    this.degree = b.degree;
  }

  /** The number of target rows: a row an example, or a row an input row. */
  public int targetRows() {
    if (classes != null) {
      return classes.length;
    }
    return values == null ? examples : values.length / targetColumns;
  }

  /** Whether each step or node has a target of its own. */
  public boolean targetPerRow() {
    return rowStart != null && targetRows() == rows && rows != examples;
  }

  /** A builder for a block of that many examples. */
  public static Builder builder(int examples) {
    return new Builder(examples);
  }

  /** Collects the arrays of a block; it keeps them, it does not copy. */
  public static final class Builder {
    private final int examples;
    private float[] numeric;
    private int numericColumns;
    private Csr sparse;
    private int[] ids;
    private int idColumns;
    private float[] values;
    private int targetColumns;
    private float[] base;
    private int[] classes;
    private float[] weights;
    private int[] rowStart;
    private int rows;
    private int[] seed;
    private int hops;
    private int[] edgeStart;
    private int[] source;
    private float[] edgeWeight;
    private float[] edgeNumeric;
    private int edgeColumns;
    private float[] degree;

    private Builder(int examples) {
      this.examples = examples;
      this.rows = examples;
    }

    public Builder numeric(float[] numeric, int columns) {
      this.numeric = numeric;
      this.numericColumns = columns;
      return this;
    }

    public Builder sparse(Csr sparse) {
      this.sparse = sparse;
      return this;
    }

    public Builder ids(int[] ids, int columns) {
      this.ids = ids;
      this.idColumns = columns;
      return this;
    }

    public Builder values(float[] values, int columns) {
      this.values = values;
      this.targetColumns = columns;
      return this;
    }

    public Builder base(float[] base) {
      this.base = base;
      return this;
    }

    public Builder classes(int[] classes) {
      this.classes = classes;
      return this;
    }

    public Builder weights(float[] weights) {
      this.weights = weights;
      return this;
    }

    public Builder rowStart(int[] rowStart) {
      this.rowStart = rowStart;
      return this;
    }

    /**
     * Examples whose rows are nodes of one graph of {@code rows} nodes.
     *
     * @param hops how far from a seed the edges reach that it needs
     */
    public Builder seeds(int[] seed, int hops, int rows) {
      this.seed = seed;
      this.hops = hops;
      this.rows = rows;
      return this;
    }

    public Builder edges(int[] edgeStart, int[] source) {
      this.edgeStart = edgeStart;
      this.source = source;
      return this;
    }

    public Builder edgeWeight(float[] edgeWeight) {
      this.edgeWeight = edgeWeight;
      return this;
    }

    public Builder edgeNumeric(float[] edgeNumeric, int columns) {
      this.edgeNumeric = edgeNumeric;
      this.edgeColumns = columns;
      return this;
    }

    public Builder degree(float[] degree) {
      this.degree = degree;
      return this;
    }

    public Block build() {
      return new Block(this);
    }
  }
}
