package io.ganglion.data;

import java.io.Serializable;
import java.util.List;

/**
 * What is predicted.
 *
 * @param name in the table
 * @param classes the class labels in the order of their index; empty where the label is a number
 * @param numericClasses whether the class labels are numbers in the table
 * @param scaling of a label that is a number
 */
public record LabelColumn(
    String name, List<String> classes, boolean numericClasses, TargetScaling scaling)
    implements Serializable {
  public LabelColumn {
    classes = List.copyOf(classes);
  }

  /** A label that is a number. */
  public static LabelColumn number(String name, TargetScaling scaling) {
    return new LabelColumn(name, List.of(), false, scaling);
  }

  /** A label that names a class. */
  public static LabelColumn classes(String name, List<String> classes, boolean numericClasses) {
    return new LabelColumn(name, classes, numericClasses, TargetScaling.NONE);
  }
}
