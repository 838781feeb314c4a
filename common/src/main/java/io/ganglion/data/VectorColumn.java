package io.ganglion.data;

import java.util.List;

/**
 * A column of vectors. Short or mostly filled ones are as many numeric columns; others stay sparse
 * up to the first layer.
 *
 * @param name in the table
 * @param size the length of a vector
 * @param elements the statistics of each element of a filled vector; empty for a sparse one
 */
public record VectorColumn(String name, int size, List<NumericColumn> elements)
    implements FeatureColumn {
  public VectorColumn {
    elements = List.copyOf(elements);
  }

  @Override
  public String kind() {
    return "vector";
  }

  /** Whether the vectors stay sparse. */
  public boolean sparse() {
    return elements.isEmpty();
  }
}
