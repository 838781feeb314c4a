package io.ganglion.data;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns of a network that one column of a table became: a number and its flag of missing
 * values, the id of a category, or the elements of a vector.
 *
 * @param name of the column in the table
 * @param numeric places among the dense columns
 * @param ids places among the category ids
 * @param sparse whether it is the sparse columns
 */
public record ColumnGroup(String name, List<Integer> numeric, List<Integer> ids, boolean sparse)
    implements Serializable {
  public ColumnGroup {
    numeric = List.copyOf(numeric);
    ids = List.copyOf(ids);
  }

  /** The groups of a schema, in the order of its features. */
  public static List<ColumnGroup> of(Schema schema) {
    List<ColumnGroup> groups = new ArrayList<>();
    int number = 0;
    int flag = schema.numbers().size();
    int id = 0;
    for (FeatureColumn feature : schema.features()) {
      List<Integer> numeric = new ArrayList<>();
      List<Integer> ids = new ArrayList<>();
      if (feature instanceof CategoricalColumn) {
        ids.add(id++);
      }
      for (NumericColumn column : numbers(feature)) {
        numeric.add(number++);
        if (column.flagged()) {
          numeric.add(flag++);
        }
      }
      boolean sparse = feature instanceof VectorColumn vector && vector.sparse();
      groups.add(new ColumnGroup(feature.name(), numeric, ids, sparse));
    }
    return groups;
  }

  private static List<NumericColumn> numbers(FeatureColumn feature) {
    if (feature instanceof NumericColumn number) {
      return List.of(number);
    }
    return feature instanceof VectorColumn vector ? vector.elements() : List.of();
  }
}
