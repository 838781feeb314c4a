package io.ganglion.spark.facts;

import io.ganglion.config.Names;
import io.ganglion.spark.table.DataException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How much the classes count in training.
 *
 * @param balanced whether each class counts the same in all: n ⁄ (k nᵢ) a row, where nᵢ of n
 *     training rows are of class i of k
 * @param given by name of a class, 1 for those that are not named; empty where balanced
 */
public record ClassWeights(boolean balanced, Map<String, Double> given) {
  /** Every row counts 1. */
  public static final ClassWeights NONE = new ClassWeights(false, Map.of());

  public ClassWeights {
    given = Map.copyOf(given);
  }

  /**
   * The weights by index of a class; empty where each counts 1.
   *
   * @throws DataException if a named class is not there
   */
  public List<Double> of(String where, List<ClassCount> classes) {
    List<Double> weights = new ArrayList<>();
    if (balanced) {
      long rows = classes.stream().mapToLong(ClassCount::rows).sum();
      for (ClassCount c : classes) {
        weights.add(c.rows() == 0 ? 1.0 : (double) rows / classes.size() / c.rows());
      }
      return weights;
    }
    List<String> names = classes.stream().map(ClassCount::name).toList();
    for (String name : given.keySet()) {
      if (!names.contains(name)) {
        throw new DataException(
            "training.classWeights: the label of "
                + where
                + " has no class '"
                + name
                + "'"
                + Names.hint(name, names));
      }
    }
    if (!given.isEmpty()) {
      names.forEach(name -> weights.add(given.getOrDefault(name, 1.0)));
    }
    return weights;
  }
}
