package io.ganglion.spark.facts;

import io.ganglion.data.LabelColumn;
import io.ganglion.data.NumericColumn;
import io.ganglion.data.SeriesTransform;
import io.ganglion.loss.Loss;
import io.ganglion.spark.row.UsedColumns;
import io.ganglion.spark.table.DataException;
import io.ganglion.spark.table.NumberText;
import io.ganglion.spark.table.Split;
import io.ganglion.spark.table.TableColumn;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the classes or the scale of a label. */
public final class Labels {
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
   * @param numbers the labels that are numbers, as the training rows show them
   * @param transform what was done to them before; empty for nothing
   * @param given the classes in their order; empty for those that come up
   * @param known classes that a model knows, whether they come up or not
   * @throws DataException if it has too few classes, or too many, for the target
   */
  static LabelColumn learned(
      UsedColumns columns,
      RowFacts facts,
      List<NumericColumn> numbers,
      Loss.Target target,
      TargetUnits units,
      List<SeriesTransform> transform,
      List<String> given,
      List<String> known) {
    if (target == Loss.Target.NUMBERS) {
      List<String> names = numbers.stream().map(NumericColumn::name).toList();
      return LabelColumn.numbers(names, units.scaling(numbers, transform));
    }
    String name = columns.labels().get(0).name();
    List<String> found =
        sorted(
            facts.names.get(columns.layout().classLabel()),
            Split.Part.TRAINING,
            Split.Part.HELD_OUT,
            Split.Part.TEST);
    List<String> classes = given.isEmpty() ? found : given;
    List<String> others = found.stream().filter(c -> !classes.contains(c)).toList();
    if (!others.isEmpty()) {
      throw new DataException(
          columns.table().where()
              + ": label '"
              + name
              + "' has classes that data.classes does not name: "
              + listed(others)
              + "; expected "
              + listed(given)
              + ": name them, or correct or leave out their rows");
    }
    Set<String> all = new LinkedHashSet<>(classes);
    all.addAll(known);
    if (target == Loss.Target.BINARY && all.size() != 2) {
      throw new DataException(
          columns.table().where()
              + ": label '"
              + name
              + "' needs exactly two classes for this loss, found "
              + listed(List.copyOf(all))
              + (all.size() > 2 ? "; take categorical_crossentropy" : "; check the label"));
    }
    if (all.size() < 2) {
      throw new DataException(
          columns.table().where()
              + ": label '"
              + name
              + "' needs at least two classes, found "
              + listed(classes)
              + "; check the label");
    }
    return LabelColumn.classes(
        name, classes, columns.labels().get(0).kind() == TableColumn.Kind.NUMBER);
  }

  /**
   * The names of training rows, or so many of them that come up most often; of names that do
   * equally often those that sort first.
   */
  static List<String> mostCommon(Map<String, long[]> counts, int most) {
    List<String> names = sorted(counts, Split.Part.TRAINING);
    if (names.size() <= most) {
      return names;
    }
    Comparator<String> order =
        Comparator.comparingLong(name -> -counts.get(name)[Split.Part.TRAINING.index()]);
    Set<String> kept = Set.copyOf(names.stream().sorted(order).limit(most).toList());
    return names.stream().filter(kept::contains).toList();
  }

  /** The names that come up in rows of the given parts, numbers by their size. */
  static List<String> sorted(Map<String, long[]> counts, Split.Part... parts) {
    List<String> names = new ArrayList<>();
    counts.forEach(
        (name, rows) -> {
          for (Split.Part part : parts) {
            if (rows[part.index()] > 0) {
              names.add(name);
              return;
            }
          }
        });
    boolean numbers = names.stream().allMatch(NumberText::isNumber);
    Comparator<String> order =
        numbers ? Comparator.comparingDouble(Double::parseDouble).thenComparing(AS_TEXT) : AS_TEXT;
    names.sort(order);
    return names;
  }

  /**
   * Refuses classes that a model does not know.
   *
   * @throws DataException naming them
   */
  public static void known(UsedColumns columns, RowFacts facts, LabelColumn label) {
    Set<String> classes = Set.copyOf(label.classes());
    List<String> unknown =
        sorted(facts.names.get(columns.layout().classLabel()), Split.Part.TRAINING).stream()
            .filter(name -> !classes.contains(name))
            .toList();
    if (!unknown.isEmpty()) {
      throw new DataException(
          columns.table().where()
              + ": label '"
              + label.title()
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
