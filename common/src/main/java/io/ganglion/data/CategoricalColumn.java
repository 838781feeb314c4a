package io.ganglion.data;

import java.util.List;

/**
 * A column of names. The network gets an id: the place of a value in the vocabulary counted from 1,
 * and 0 for a value that is missing or not in the vocabulary.
 *
 * @param name in the table
 * @param values the vocabulary: what the training split holds, in order
 * @param numbers whether the values are numbers in the table
 * @param missing the number of training rows without a value
 */
public record CategoricalColumn(String name, List<String> values, boolean numbers, long missing)
    implements FeatureColumn {
  public CategoricalColumn {
    values = List.copyOf(values);
  }

  @Override
  public String kind() {
    return "categorical";
  }

  /** The number of ids, id 0 included. */
  public int ids() {
    return values.size() + 1;
  }
}
