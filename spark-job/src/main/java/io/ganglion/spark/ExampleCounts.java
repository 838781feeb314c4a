package io.ganglion.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import io.ganglion.data.LabelColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How many examples there are of each part, and of each class. */
final class ExampleCounts {
  private static final int PARTS = 3;

  private final long[] ofPart = new long[PARTS];
  private final Map<String, long[]> ofClass = new TreeMap<>();

  private ExampleCounts() {}

  /**
   * Counts examples.
   *
   * @param nodes with their keys
   * @param node the column that names a node, for messages
   * @throws DataException if an example has a class that the label has not
   */
  static ExampleCounts of(Table nodes, String node, Dataset<Row> examples, LabelColumn label) {
    Column group = label.classed() ? col("`" + LabelledNodes.LABEL + "0`") : lit("");
    List<Row> rows =
        SourceFailures.explained(
            nodes.where(),
            nodes.location(),
            () ->
                examples
                    .groupBy(col(LabelledNodes.PART).as("part"), group.as("name"))
                    .agg(count(lit(1)).as("rows"), min(col(LabelledNodes.KEY)).as("first"))
                    .collectAsList());
    ExampleCounts counts = new ExampleCounts();
    for (Row row : rows) {
      int part = row.getInt(0);
      counts.ofPart[part] += row.getLong(2);
      if (label.classed()) {
        String name = row.get(1) == null ? null : ExamplePacking.name(row.get(1));
        if (!label.classes().contains(name)) {
          String id = GraphPartitions.id(nodes, node, row.getLong(3));
          throw new DataException(
              "%s: the node with %s %s %s; expected one of %s: correct it, or give some of that class to learn from"
                  .formatted(
                      nodes.where(),
                      node,
                      id,
                      name == null
                          ? "has no label '" + label.title() + "'"
                          : "has the class '" + name + "' of '" + label.title() + "'",
                      String.join(", ", label.classes())));
        }
        counts.ofClass.computeIfAbsent(name, n -> new long[PARTS])[part] += row.getLong(2);
      }
    }
    return counts;
  }

  /** The number of examples of a part of {@link TableSplits}. */
  long of(int part) {
    return ofPart[part];
  }

  /** By index of a class. */
  List<ClassCount> classes(LabelColumn label) {
    List<ClassCount> classes = new ArrayList<>();
    for (String name : label.classes()) {
      long[] rows = ofClass.getOrDefault(name, new long[PARTS]);
      classes.add(new ClassCount(name, rows[TableSplits.TRAINING], rows[TableSplits.HOLDOUT]));
    }
    return classes;
  }
}
