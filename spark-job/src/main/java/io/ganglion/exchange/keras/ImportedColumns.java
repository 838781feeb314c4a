package io.ganglion.exchange.keras;

import io.ganglion.model.ModelException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the table of an imported model calls its columns, which Keras' files don't say.
 *
 * @param features the columns of the input, in its order; empty for x1, x2, …
 * @param labels the columns that are predicted; empty for y, or y1, y2, …
 * @param classes the class labels in the order of the outputs; empty for 0, 1, …
 * @param id the column that tells sequences apart
 * @param order the column that orders their steps
 */
public record ImportedColumns(
    List<String> features, List<String> labels, List<String> classes, String id, String order) {
  public ImportedColumns {
    features = List.copyOf(features);
    labels = List.copyOf(labels);
    classes = List.copyOf(classes);
  }

  /** The names that stand in for none. */
  public static ImportedColumns defaults() {
    return new ImportedColumns(List.of(), List.of(), List.of(), "id", "t");
  }

  List<String> features(int count) {
    return named("features", features, "x", 1, count);
  }

  List<String> labels(int count) {
    return count == 1 && labels.isEmpty() ? List.of("y") : named("labels", labels, "y", 1, count);
  }

  List<String> classes(int count) {
    return named("classes", classes, "", 0, count);
  }

  private static List<String> named(
      String what, List<String> given, String prefix, int from, int count) {
    if (given.isEmpty()) {
      return IntStream.range(from, from + count).mapToObj(i -> prefix + i).toList();
    }
    if (given.size() != count || given.stream().distinct().count() != count) {
      throw new ModelException(
          "%s: expected %d different names, as the file has that many, found %s"
              .formatted(what, count, given));
    }
    return given;
  }
}
