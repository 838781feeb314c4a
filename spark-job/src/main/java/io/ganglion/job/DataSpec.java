package io.ganglion.job;

import io.ganglion.config.Section;
import io.ganglion.data.Augmentation;
import io.ganglion.data.Augmentations;
import io.ganglion.data.SequenceForm;
import io.ganglion.network.UndirectedSpec;
import io.ganglion.spark.row.ColumnRoles;
import io.ganglion.spark.table.NumberText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The data of a job.
 *
 * @param train the table to learn from; null where there are graphs
 * @param graph the graphs to learn from; null where there is a table
 * @param test the rows that only judge the final model; null for none
 * @param holdout the rows that are held out; null for none
 * @param split says by a column what each row is for, in place of test and holdout; null for none
 * @param labels the columns to predict: several numbers, or one of any kind; none where the network
 *     learns its own columns
 * @param classes of the label, in their order; empty for those that come up in the data
 * @param features the columns to predict from; empty: all that are not named otherwise
 * @param exclude columns that are not features
 * @param categorical columns of numbers to take as names
 * @param weight the column that says how much a row counts; null where each counts 1
 * @param missing texts that stand for no value in a CSV file; an empty field always does
 * @param sequence how the table holds sequences; null where each row is an example
 * @param augment what is done to training rows only, in this order
 */
record DataSpec(
    SourceSpec train,
    GraphSpec graph,
    PartSpec test,
    PartSpec holdout,
    SplitSpec split,
    List<String> labels,
    List<String> classes,
    List<String> features,
    List<String> exclude,
    List<String> categorical,
    String weight,
    List<String> missing,
    SequenceForm sequence,
    List<Augmentation> augment) {
  /**
   * Reads the section {@code data} of a job file.
   *
   * @param undirected the network, if it learns its own columns, without a label; null if not
   */
  static DataSpec read(Section section, UndirectedSpec undirected) {
    SourceSpec train = SourceSpec.read(section, "train");
    GraphSpec graph = GraphSpec.read(section);
    if (train == null && graph == null) {
      section.problem(
          "train", "is missing: name the table to learn from, or data.nodes and data.edges");
    }
    DataSpec data =
        new DataSpec(
            train,
            graph,
            PartSpec.read(section, "test"),
            PartSpec.read(section, "holdout"),
            SplitSpec.read(section, "split"),
            labels(section, undirected, graph),
            classes(section),
            section.texts("features"),
            section.texts("exclude"),
            section.texts("categorical"),
            section.text("weight", null),
            section.texts("missing"),
            section.has("sequence") ? SequenceForm.read(section.section("sequence")) : null,
            augment(section));
    data.checkParts(section);
    section.finish();
    return data;
  }

  private static List<Augmentation> augment(Section section) {
    List<Object> items = section.items("augment");
    return Augmentations.read(section.path("augment"), items, section.problems());
  }

  private static List<String> labels(Section section, UndirectedSpec undirected, GraphSpec graph) {
    if (undirected != null) {
      OwnColumns.refuse(section, undirected, List.of("label", "augment", "nodes"));
      return List.of();
    }
    List<String> labels = section.texts("label");
    boolean links = graph != null && graph.links() != null;
    if (labels.isEmpty() && !links) {
      section.problem("label", "is missing");
    }
    if (new HashSet<>(labels).size() < labels.size()) {
      section.problem("label", "names a column twice");
    }
    return labels;
  }

  private static List<String> classes(Section section) {
    List<String> classes =
        section.items("classes").stream()
            .map(
                name ->
                    name instanceof Number number
                        ? NumberText.format(number.doubleValue())
                        : String.valueOf(name))
            .toList();
    if (new HashSet<>(classes).size() < classes.size()) {
      section.problem("classes", "names a class twice");
    }
    return classes;
  }

  private void checkParts(Section section) {
    if (section.has("split") && (section.has("test") || section.has("holdout"))) {
      String other = section.has("test") ? "test" : "holdout";
      section.problem(
          "split", "stands in place of data.test and data.holdout: remove it or data." + other);
    }
    if (graph != null) {
      graph.checkPart(section, "test", test);
      graph.checkPart(section, "holdout", holdout);
    }
    checkRole(section, "label", labels);
    checkRole(section, "features", features);
    checkRole(section, "categorical", categorical);
    checkRole(section, "weight", weight == null ? List.of() : List.of(weight));
  }

  private void checkRole(Section section, String role, List<String> columns) {
    for (String column : columns) {
      String splitting = splitting().get(column);
      String naming = naming().get(column);
      if (splitting != null) {
        section.problem(role, "names '" + column + "', which " + splitting + " splits by");
      }
      if (naming != null) {
        section.problem(role, "names '" + column + "', which is " + naming);
      }
    }
  }

  /** The share of the training table that is held out at random, 0 for none. */
  double holdoutShare() {
    return holdout instanceof PartSpec.RandomShare random ? random.share() : 0.0;
  }

  /** The share of the training table that is drawn for the test, 0 for none. */
  double testShare() {
    return test instanceof PartSpec.RandomShare random ? random.share() : 0.0;
  }

  /** Whether there are held-out rows. */
  boolean holdsOut() {
    return holdout != null || (split != null && split.holdout() != null);
  }

  /** Whether there are test rows. */
  boolean tests() {
    return test != null || (split != null && split.test() != null);
  }

  /** The columns that are never features, with the keys that name them. */
  Map<String, String> reserved() {
    Map<String, String> reserved = splitting();
    naming().forEach(reserved::putIfAbsent);
    return reserved;
  }

  /** The columns by which nodes and graphs are known. */
  private Map<String, String> naming() {
    return graph == null ? Map.of() : graph.naming();
  }

  /** The columns that split the examples. */
  private Map<String, String> splitting() {
    Map<String, String> reserved = new LinkedHashMap<>();
    for (PartSpec part : new PartSpec[] {test, holdout}) {
      if (part instanceof PartSpec.ByColumn by && by.rule().column() != null) {
        reserved.putIfAbsent(by.rule().column(), by.rule().where());
      }
    }
    if (split != null && split.column() != null) {
      reserved.put(split.column(), "data.split");
    }
    return reserved;
  }

  /** The columns that are not features. */
  List<String> excluded() {
    List<String> excluded = new ArrayList<>(exclude);
    reserved().keySet().stream().filter(column -> !exclude.contains(column)).forEach(excluded::add);
    return excluded;
  }

  /** What the columns are for. */
  ColumnRoles roles() {
    return new ColumnRoles(labels, features, excluded(), categorical, weight);
  }
}
