package io.ganglion.model;

import io.ganglion.config.Catalogue;
import io.ganglion.config.Catalogue.Entry;
import io.ganglion.config.Problems;
import io.ganglion.config.Section;
import io.ganglion.data.CategoricalColumn;
import io.ganglion.data.FeatureColumn;
import io.ganglion.data.Graphs;
import io.ganglion.data.LabelColumn;
import io.ganglion.data.NumericColumn;
import io.ganglion.data.Schema;
import io.ganglion.data.SequenceForm;
import io.ganglion.data.Sequences;
import io.ganglion.data.TargetScaling;
import io.ganglion.data.VectorColumn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Reads the schema that a model's file holds: what {@code SpecWriter.components} made of it. */
final class SchemaReader {
  private static final Catalogue<FeatureColumn> COLUMNS =
      new Catalogue<>(
          "column",
          List.of(
              new Entry<>("numeric", SchemaReader::number, List.of()),
              new Entry<>("categorical", SchemaReader::category, List.of()),
              new Entry<>("vector", SchemaReader::vector, List.of())));

  private SchemaReader() {}

  /** Any schema after a problem. */
  static Schema read(Section section) {
    List<FeatureColumn> features = features(section, "features");
    if (features.isEmpty()) {
      section.problem("features", "expected at least one column, found none");
    }
    if (features.stream().filter(VectorColumn.class::isInstance).count() > 1) {
      section.problem("features", "expected at most one column of vectors");
      features.clear();
    }
    LabelColumn label = label(section.section("label"));
    String weight = section.text("weight", null);
    List<String> missing = section.texts("missing");
    Sequences sequences = sequences(section);
    Graphs graphs = section.has("graphs") ? GraphsReader.read(section.section("graphs")) : null;
    section.finish();
    return new Schema(features, label, weight, missing, sequences, graphs);
  }

  /** The columns of a list, whose names must be different. */
  static List<FeatureColumn> features(Section section, String key) {
    List<FeatureColumn> features = columns(section, key);
    checkDifferent(section, key, features.stream().map(FeatureColumn::name).toList());
    return features;
  }

  private static List<FeatureColumn> columns(Section section, String key) {
    List<FeatureColumn> features = new ArrayList<>();
    List<Object> items = section.items(key);
    for (int i = 0; i < items.size(); i++) {
      FeatureColumn feature =
          feature(section.path(key) + "[" + i + "]", items.get(i), section.problems());
      if (feature != null) {
        features.add(feature);
      }
    }
    return features;
  }

  private static Sequences sequences(Section schema) {
    if (!schema.has("sequences")) {
      return null;
    }
    Section section = schema.section("sequences");
    SequenceForm form = section.choice("form", SequenceForm.CATALOGUE, null);
    if (!section.has("form")) {
      section.problem("form", "is missing");
    }
    Sequences sequences = new Sequences(form, section.flag("labelPerStep", false));
    section.finish();
    return form == null ? null : sequences;
  }

  /** Models of earlier versions hold numbers alone, without their kind. */
  private static FeatureColumn feature(String path, Object item, Problems problems) {
    boolean bare = item instanceof Map<?, ?> map && map.size() > 1;
    return COLUMNS.read(path, bare ? Map.of("numeric", item) : item, problems);
  }

  private static NumericColumn number(Section section) {
    NumericColumn column =
        new NumericColumn(
            section.text("name"),
            section.number("mean"),
            section.number("variance"),
            section.number("minimum"),
            section.number("maximum"),
            missing(section),
            section.number("offset", 0.0));
    if (column.variance() < 0.0) {
      section.problem("variance", "expected at least 0, found " + column.variance());
    }
    return column;
  }

  private static CategoricalColumn category(Section section) {
    CategoricalColumn column =
        new CategoricalColumn(
            section.text("name"),
            section.texts("values"),
            section.flag("numbers", false),
            missing(section));
    checkDifferent(section, "values", column.values());
    return column;
  }

  private static VectorColumn vector(Section section) {
    List<NumericColumn> elements = new ArrayList<>();
    for (FeatureColumn element : columns(section, "elements")) {
      if (element instanceof NumericColumn number) {
        elements.add(number);
      } else {
        section.problem("elements", "expected numeric columns, found " + element.kind());
      }
    }
    VectorColumn column =
        new VectorColumn(section.text("name"), section.integer("size", 1), elements);
    if (!column.sparse() && elements.size() != column.size()) {
      section.problem("elements", "expected as many as the size, or none");
    }
    return column;
  }

  private static long missing(Section section) {
    long missing = section.longInteger("missing", -1);
    if (missing < 0) {
      section.problem("missing", "expected a number of rows");
    }
    return missing;
  }

  private static LabelColumn label(Section section) {
    Section scaling = section.section("scaling");
    LabelColumn label =
        new LabelColumn(
            section.has("name") ? section.texts("name") : section.texts("names"),
            section.texts("classes"),
            section.flag("numericClasses", false),
            new TargetScaling(
                numbers(scaling, "means"),
                numbers(scaling, "deviations"),
                scaling.flag("exponential", false)));
    scaling.finish();
    section.finish();
    if (label.names().isEmpty()) {
      section.problem("names", "expected at least one column, found none");
    }
    checkDifferent(section, "classes", label.classes());
    if (label.scaling().deviations().stream().anyMatch(deviation -> deviation <= 0.0)) {
      scaling.problem("deviations", "expected numbers above 0");
    }
    if (label.scaling().deviations().size() != label.scaling().means().size()) {
      scaling.problem("deviations", "expected as many as means");
    }
    if (label.scaling().exponential() && label.scaling().none()) {
      scaling.problem("exponential", "expected means and deviations beside it");
    }
    return label;
  }

  private static List<Double> numbers(Section section, String key) {
    List<Double> numbers = new ArrayList<>();
    for (Object item : section.items(key)) {
      if (item instanceof Number number && Double.isFinite(number.doubleValue())) {
        numbers.add(number.doubleValue());
      } else {
        section.problem(key, "expected finite numbers, found " + item);
      }
    }
    return numbers;
  }

  private static void checkDifferent(Section section, String key, List<String> names) {
    if (new HashSet<>(names).size() < names.size()) {
      section.problem(key, "expected different names, found one of them twice");
    }
  }
}
