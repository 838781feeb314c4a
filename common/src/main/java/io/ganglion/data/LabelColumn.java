package io.ganglion.data;

import java.io.Serializable;
import java.util.List;

/**
 * What is predicted: one or more numbers, or a class.
 *
 * @param names of the columns in the table, in the order of the outputs; one for a class
 * @param classes the class labels in the order of their index; empty where the labels are numbers
 * @param numericClasses whether the class labels are numbers in the table
 * @param scaling of labels that are numbers
 */
public record LabelColumn(
    List<String> names, List<String> classes, boolean numericClasses, TargetScaling scaling)
    implements Serializable {
  private static final int LISTED = 10;

  public LabelColumn {
    names = List.copyOf(names);
    classes = List.copyOf(classes);
  }

  /** A label that is a number. */
  public static LabelColumn number(String name, TargetScaling scaling) {
    return numbers(List.of(name), scaling);
  }

  /** Labels that are numbers. */
  public static LabelColumn numbers(List<String> names, TargetScaling scaling) {
    return new LabelColumn(names, List.of(), false, scaling);
  }

  /** A label that names a class. */
  public static LabelColumn classes(String name, List<String> classes, boolean numericClasses) {
    return new LabelColumn(List.of(name), classes, numericClasses, TargetScaling.NONE);
  }

  /** Whether the label names a class. */
  public boolean classed() {
    return !classes.isEmpty();
  }

  /** The columns for people: of many the first and the last. */
  public String title() {
    return names.size() > LISTED
        ? names.get(0) + ", …, " + names.get(names.size() - 1)
        : String.join(", ", names);
  }
}
