package io.ganglion.model;

import io.ganglion.config.Section;
import io.ganglion.data.FeatureColumn;
import io.ganglion.data.LabelColumn;
import io.ganglion.data.Schema;
import io.ganglion.data.TargetScaling;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Reads the schema that a model's file holds: what {@code SpecWriter.components} made of it. */
final class SchemaReader {
  private SchemaReader() {}

  /** Any schema after a problem. */
  static Schema read(Section section) {
    List<FeatureColumn> features = new ArrayList<>();
    for (Section item : sections(section, "features")) {
      features.add(feature(item));
    }
    if (features.isEmpty()) {
      section.problem("features", "expected at least one column, found none");
    }
    checkDifferent(section, "features", features.stream().map(FeatureColumn::name).toList());
    LabelColumn label = label(section.section("label"));
    List<String> missing = section.texts("missing");
    section.finish();
    return new Schema(features, label, missing);
  }

  private static List<Section> sections(Section section, String key) {
    List<Section> sections = new ArrayList<>();
    List<Object> items = section.items(key);
    for (int i = 0; i < items.size(); i++) {
      String path = section.path(key) + "[" + i + "]";
      Section item = Section.of(path, items.get(i), section.problems());
      if (item != null) {
        sections.add(item);
      }
    }
    return sections;
  }

  private static FeatureColumn feature(Section section) {
    FeatureColumn feature =
        new FeatureColumn(
            section.text("name"),
            section.number("mean"),
            section.number("variance"),
            section.number("minimum"),
            section.number("maximum"),
            section.longInteger("missing", -1));
    section.finish();
    if (feature.variance() < 0.0) {
      section.problem("variance", "expected at least 0, found " + feature.variance());
    }
    if (feature.missing() < 0) {
      section.problem("missing", "expected a number of rows");
    }
    return feature;
  }

  private static LabelColumn label(Section section) {
    Section scaling = section.section("scaling");
    LabelColumn label =
        new LabelColumn(
            section.text("name"),
            section.texts("classes"),
            section.flag("numericClasses", false),
            new TargetScaling(numbers(scaling, "means"), numbers(scaling, "deviations")));
    scaling.finish();
    section.finish();
    checkDifferent(section, "classes", label.classes());
    if (label.scaling().deviations().stream().anyMatch(deviation -> deviation <= 0.0)) {
      scaling.problem("deviations", "expected numbers above 0");
    }
    if (label.scaling().deviations().size() != label.scaling().means().size()) {
      scaling.problem("deviations", "expected as many as means");
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
