package io.ganglion.spark;

import io.ganglion.data.LabelColumn;
import io.ganglion.data.TargetScaling;
import io.ganglion.loss.Loss;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Finds the classes or the scale of a label. */
final class Labels {
  /** By code point, which is how UTF-8 sorts. */
  private static final Comparator<String> AS_TEXT =
      (a, b) ->
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

  private static final int LISTED = 10;

  private Labels() {}

  /**
   * The label of a training table.
   *
   * @throws DataException if it has too few classes, or too many, for the target
   */
  static LabelColumn learned(
      UsedColumns columns, RowStatistics statistics, Loss.Target target, boolean standardized) {
    String name = columns.label().name();
    if (target == Loss.Target.NUMBERS) {
      return LabelColumn.number(
          name, standardized ? scaling(columns, statistics) : TargetScaling.NONE);
    }
    List<String> classes = sorted(statistics);
    if (target == Loss.Target.BINARY && classes.size() != 2) {
      throw new DataException(
          columns.table().where()
              + ": label '"
              + name
              + "' needs exactly two classes for this loss, found "
              + listed(classes)
              + (classes.size() > 2 ? "; take categorical_crossentropy" : "; check the label"));
    }
    if (classes.size() < 2) {
      throw new DataException(
          columns.table().where()
              + ": label '"
              + name
              + "' needs at least two classes, found "
              + listed(classes)
              + "; check the label");
    }
    return LabelColumn.classes(name, classes, columns.label().kind() == TableColumn.Kind.NUMBER);
  }

  private static TargetScaling scaling(UsedColumns columns, RowStatistics statistics) {
    int label = columns.features().size();
    ColumnMoments moments = statistics.moments;
    double variance = moments.squares[label] / moments.count[label];
    // A label without variance, or with less than a double can tell, is only centred.
    double deviation = moments.constant(label) || variance <= 0.0 ? 1.0 : Math.sqrt(variance);
    return new TargetScaling(List.of(moments.mean[label]), List.of(deviation));
  }

  private static List<String> sorted(RowStatistics statistics) {
    boolean numbers = statistics.classes.keySet().stream().allMatch(NumberText::isNumber);
    Comparator<String> order =
        numbers ? Comparator.comparingDouble(Double::parseDouble).thenComparing(AS_TEXT) : AS_TEXT;
    return statistics.classes.keySet().stream().sorted(order).toList();
  }

  /**
   * Refuses classes that a model does not know.
   *
   * @throws DataException naming them
   */
  static void known(UsedColumns columns, RowStatistics statistics, LabelColumn label) {
    Set<String> classes = Set.copyOf(label.classes());
    List<String> unknown =
        sorted(statistics).stream().filter(name -> !classes.contains(name)).toList();
    if (!unknown.isEmpty()) {
      throw new DataException(
          columns.table().where()
              + ": label '"
              + label.name()
              + "' has classes that the training data does not have: "
              + listed(unknown)
              + "; expected "
              + listed(label.classes())
              + ": correct them, leave out their rows, or train with rows of those classes");
    }
  }

  private static String listed(List<String> classes) {
    List<String> quoted = classes.stream().limit(LISTED).map(c -> "'" + c + "'").toList();
    return classes.isEmpty()
        ? "none"
        : String.join(", ", quoted)
            + (classes.size() > LISTED ? " and " + (classes.size() - LISTED) + " more" : "");
  }
}
