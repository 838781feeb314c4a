package io.ganglion.data;

import java.io.Serializable;

/**
 * What one example looks like at some place of a network. Whatever the shape, an activation is a
 * row-major matrix {@code [rows, features]}; the shape says what a row is.
 */
public sealed interface Shape extends Serializable {
  /** The width of a row. */
  int features();

  /** The same kind of shape with another width. */
  Shape withFeatures(int features);

  /** One row an example. */
  record Vector(int features) implements Shape {
    @Override
    public Shape withFeatures(int features) {
      return new Vector(features);
    }

    @Override
    public String toString() {
      return "(None, " + features + ")";
    }
  }

  /** A row for each step of each example; see {@link Structure.Packed}. */
  record Sequence(int features) implements Shape {
    @Override
    public Shape withFeatures(int features) {
      return new Sequence(features);
    }

    @Override
    public String toString() {
      return "(None, steps, " + features + ")";
    }
  }

  /**
   * A row for each node; see {@link Structure.Graphs}.
   *
   * @param seeds the number of nodes whose outputs make an example; 0 where all nodes of a graph do
   * @param edgeFeatures the number of numbers of each edge
   */
  record Graph(int features, int seeds, int edgeFeatures) implements Shape {
    /** The nodes of graphs that are examples, whose edges have no features. */
    public Graph(int features) {
      this(features, 0, 0);
    }

    @Override
    public Shape withFeatures(int features) {
      return new Graph(features, seeds, edgeFeatures);
    }

    @Override
    public String toString() {
      return "(None, nodes, " + features + ")";
    }
  }
}
