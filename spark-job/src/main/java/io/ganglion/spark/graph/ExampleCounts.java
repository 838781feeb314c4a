package io.ganglion.spark.graph;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import io.ganglion.data.LabelColumn;
import io.ganglion.spark.facts.ClassCount;
import io.ganglion.spark.table.DataException;
import io.ganglion.spark.table.SourceFailures;
import io.ganglion.spark.table.Table;
import io.ganglion.spark.table.TableSplits;
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
   * @param table nodes or graphs, with their keys
   * @param row what a message calls one
   * @param id the column that names it
   * @throws DataException if an example has a class that the label has not
   */
  static ExampleCounts of(
      Table table, String row, String id, Dataset<Row> examples, LabelColumn label) {
    Column group = label.classed() ? col("`" + LabelledNodes.LABEL + "0`") : lit("");
    List<Row> rows =
        SourceFailures.explained(
            table.where(),
            table.location(),
            () ->
                examples
                    .groupBy(col(LabelledNodes.PART).as("part"), group.as("name"))
                    .agg(count(lit(1)).as("rows"), min(col(LabelledNodes.KEY)).as("first"))
                    .collectAsList());
    ExampleCounts counts = new ExampleCounts();
    for (Row counted : rows) {
      int part = counted.getInt(0);
      counts.ofPart[part] += counted.getLong(2);
      if (label.classed()) {
        String name = counted.get(1) == null ? null : ExamplePacking.name(counted.get(1));
        if (!label.classes().contains(name)) {
          String found = GraphPartitions.id(table, id, counted.getLong(3));
          throw new DataException(
              "%s: the %s with %s %s %s; expected one of %s: correct it, or give some of that class to learn from"
                  .formatted(
                      table.where(),
                      row,
                      id,
                      found,
                      name == null
                          ? "has no label '" + label.title() + "'"
                          : "has the class '" + name + "' of '" + label.title() + "'",
                      String.join(", ", label.classes())));
        }
        counts.ofClass.computeIfAbsent(name, n -> new long[PARTS])[part] += counted.getLong(2);
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
