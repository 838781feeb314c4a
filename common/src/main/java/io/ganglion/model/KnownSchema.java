package io.ganglion.model;

import io.ganglion.data.CategoricalColumn;
import io.ganglion.data.FeatureColumn;
import io.ganglion.data.Graphs;
import io.ganglion.data.LabelColumn;
import io.ganglion.data.NumericColumn;
import io.ganglion.data.Schema;
import io.ganglion.data.VectorColumn;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The columns of a model, by which rows that it has not seen are encoded: its means, scales and
 * vocabularies stay as they are, so that its weights mean the same.
 *
 * @param where what messages begin with: the model and where it lies
 * @param schema of the model
 * @param newCategories whether values that its vocabularies lack are added behind them; they are
 *     unknown otherwise
 * @param newClasses whether classes that its label lacks are added behind them; they are refused
 *     otherwise
 */
public record KnownSchema(String where, Schema schema, boolean newCategories, boolean newClasses) {
  /**
   * The model's columns for a table.
   *
   * @param found the table's columns, as a training without a model before it would take them
   * @throws ModelException naming each difference that the model's weights can't live with
   */
  public Schema on(Schema found) {
    List<String> problems = new ArrayList<>();
    List<FeatureColumn> features =
        features("feature", schema.features(), found.features(), problems);
    LabelColumn label = label(found.label(), problems);
    if (!Objects.equals(schema.sequences(), found.sequences())) {
      problems.add(
          "data.sequence: expected %s as in the model, found %s"
              .formatted(schema.sequences(), found.sequences()));
    }
    Graphs graphs = graphs(found.graphs(), problems);
    if (!problems.isEmpty()) {
      throw new ModelException(where + ": " + String.join("\n", problems));
    }
    return new Schema(features, label, found.weight(), found.missing(), found.sequences(), graphs);
  }

  private List<FeatureColumn> features(
      String what, List<FeatureColumn> ours, List<FeatureColumn> found, List<String> problems) {
    List<String> expected = ours.stream().map(FeatureColumn::name).toList();
    List<String> names = found.stream().map(FeatureColumn::name).toList();
    if (!expected.equals(names)) {
      problems.add(otherNames(what, expected, names));
      return ours;
    }
    List<FeatureColumn> features = new ArrayList<>();
    for (int i = 0; i < ours.size(); i++) {
      features.add(feature(what, ours.get(i), found.get(i), problems));
    }
    return features;
  }

  private static String otherNames(String what, List<String> expected, List<String> found) {
    Set<String> lost = new LinkedHashSet<>(expected);
    found.forEach(lost::remove);
    Set<String> added = new LinkedHashSet<>(found);
    expected.forEach(added::remove);
    if (lost.isEmpty() && added.isEmpty()) {
      return "%ss: expected the order %s, found %s: list them so under data.features"
          .formatted(what, String.join(", ", expected), String.join(", ", found));
    }
    List<String> parts = new ArrayList<>();
    if (!lost.isEmpty()) {
      parts.add("the model has %s, which the data lacks".formatted(String.join(", ", lost)));
    }
    if (!added.isEmpty()) {
      parts.add(
          "the data has %s, which the model does not know: name it under data.exclude"
              .formatted(String.join(", ", added)));
    }
    return "%ss: %s".formatted(what, String.join("; ", parts));
  }

  private FeatureColumn feature(
      String what, FeatureColumn ours, FeatureColumn found, List<String> problems) {
    boolean alike = ours.kind().equals(found.kind());
    if (alike && ours instanceof CategoricalColumn known) {
      CategoricalColumn other = (CategoricalColumn) found;
      return newCategories
          ? new CategoricalColumn(
              known.name(),
              joined(known.values(), other.values()),
              known.numbers(),
              known.missing())
          : known;
    }
    if (alike && ours instanceof VectorColumn known) {
      int size = ((VectorColumn) found).size();
      if (size != known.size()) {
        problems.add(
            "%s '%s': expected vectors of %d elements as in the model, found %d"
                .formatted(what, known.name(), known.size(), size));
      }
    } else if (!alike) {
      problems.add(
          "%s '%s': expected a %s column as in the model, found a %s one%s"
              .formatted(
                  what,
                  ours.name(),
                  ours.kind(),
                  found.kind(),
                  found instanceof NumericColumn ? ": name it under data.categorical" : ""));
    }
    return ours;
  }

  private LabelColumn label(LabelColumn found, List<String> problems) {
    LabelColumn ours = schema.label();
    if (!ours.names().equals(found.names()) || ours.classed() != found.classed()) {
      problems.add(
          "label: expected '%s' with %s as in the model, found '%s' with %s"
              .formatted(ours.title(), answers(ours), found.title(), answers(found)));
      return ours;
    }
    boolean scaled = !ours.scaling().none();
    if (scaled == found.scaling().none()
        || ours.scaling().exponential() != found.scaling().exponential()) {
      problems.add(
          "training.targets: expected %s targets as in the model, found others"
              .formatted(scaled ? "standardized" : "raw"));
    }
    List<String> classes = joined(ours.classes(), found.classes());
    if (classes.size() == ours.classes().size()) {
      return ours;
    }
    if (!newClasses) {
      problems.add(
          "label '%s': expected the classes %s of the model, found %s too: training.from learns them with newClasses: learn, and as many units in the last layer"
              .formatted(
                  ours.title(),
                  String.join(", ", ours.classes()),
                  String.join(", ", classes.subList(ours.classes().size(), classes.size()))));
    }
    return new LabelColumn(ours.names(), classes, ours.numericClasses(), ours.scaling());
  }

  private static String answers(LabelColumn label) {
    return label.classed() ? "classes" : "numbers";
  }

  private Graphs graphs(Graphs found, List<String> problems) {
    Graphs ours = schema.graphs();
    if (ours == null && found == null) {
      return null;
    }
    boolean alike =
        ours != null
            && found != null
            && ours.form().equals(found.form())
            && ours.pairs() == found.pairs();
    if (!alike) {
      problems.add("data.graph: expected what the model was trained with, found another");
      return found;
    }
    return found.withEdgeFeatures(
        features("edge feature", ours.edgeFeatures(), found.edgeFeatures(), problems));
  }

  /** The values of both, those of the first before the others. */
  private static List<String> joined(List<String> first, List<String> second) {
    Set<String> joined = new LinkedHashSet<>(first);
    joined.addAll(second);
    return List.copyOf(joined);
  }
}
