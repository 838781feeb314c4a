package io.ganglion.model;

import io.ganglion.config.Section;
import io.ganglion.network.Stalling;
import io.ganglion.train.Cost;
import io.ganglion.train.EpochDiagnostics;
import io.ganglion.train.EpochRecord;
import io.ganglion.train.Merging;
import io.ganglion.train.Scores;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Epochs of a history as trees of JSON, to the same bits and back. Numbers that JSON does not have
 * are texts.
 */
final class EpochJson {
  private static final Map<String, Double> WORDS =
      Map.of(
          "NaN",
          Double.NaN,
          "Infinity",
          Double.POSITIVE_INFINITY,
          "-Infinity",
          Double.NEGATIVE_INFINITY);

  private EpochJson() {}

  /** A number; NaN and infinities as texts. */
  static Object number(double value) {
    return Double.isFinite(value) ? (Object) value : String.valueOf(value);
  }

  /** The number that {@link #number(double)} made a tree of. */
  static double number(Section section, String key) {
    return number(section, key, section.value(key));
  }

  private static double number(Section section, String key, Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    Double word = WORDS.get(String.valueOf(value));
    if (word == null) {
      section.problem(key, "expected a number, found " + value);
      return Double.NaN;
    }
    return word;
  }

  /** A list of such numbers. */
  static List<Double> numbers(Section section, String key) {
    return section.items(key).stream().map(value -> number(section, key, value)).toList();
  }

  /** A whole number of 64 bits that is not negative. */
  static long count(Section section, String key) {
    long count = section.longInteger(key, -1);
    if (count < 0) {
      section.problem(key, "expected a whole number of at least 0");
    }
    return count;
  }

  /** The sections of a list; those that are none are noted. */
  static List<Section> sections(Section section, String key) {
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

  static Map<String, Object> write(EpochRecord record) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("epoch", record.epoch());
    tree.put("training", write(record.training()));
    tree.put("holdout", record.holdout() == null ? null : write(record.holdout()));
    tree.put("seconds", number(record.seconds()));
    tree.put("samplesPerSecond", number(record.samplesPerSecond()));
    tree.put("learningRate", number(record.learningRate()));
    tree.put("diagnostics", record.diagnostics() == null ? null : write(record.diagnostics()));
    tree.put("rowEvaluations", number(record.cost().rowEvaluations()));
    tree.put("passes", record.cost().passes());
    Merging merging = record.merging();
    tree.put(
        "merging",
        merging == null
            ? null
            : Map.of(
                "every",
                merging.every(),
                "share",
                number(merging.share()),
                "beyondReach",
                merging.beyondReach()));
    return tree;
  }

  /** The scores of a curve, which has no tables. */
  private static Map<String, Object> write(Scores scores) {
    Map<String, Object> metrics = new LinkedHashMap<>();
    scores.metrics().forEach((name, value) -> metrics.put(name, number(value)));
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("loss", number(scores.loss()));
    tree.put("metrics", metrics);
    tree.put("rows", scores.rows());
    tree.put("notes", scores.notes());
    return tree;
  }

  private static Map<String, Object> write(EpochDiagnostics diagnostics) {
    List<Object> layers = new ArrayList<>();
    for (EpochDiagnostics.Layer layer : diagnostics.layers()) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("name", layer.name());
      tree.put("gradientNorm", number(layer.gradientNorm()));
      tree.put(
          "stall", layer.stall() == null ? null : layer.stall().name().toLowerCase(Locale.ROOT));
      tree.put("stalled", number(layer.stalled()));
      layers.add(tree);
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("rows", diagnostics.rows());
    tree.put("layers", layers);
    return tree;
  }

  /** Reads what {@link #write(EpochRecord)} wrote; notes what is wrong. */
  static EpochRecord read(Section section) {
    EpochRecord record =
        new EpochRecord(
            section.integer("epoch", 1),
            scores(section.section("training")),
            section.has("holdout") ? scores(section.section("holdout")) : null,
            number(section, "seconds"),
            number(section, "samplesPerSecond"),
            number(section, "learningRate"),
            section.has("diagnostics") ? diagnostics(section.section("diagnostics")) : null,
            new Cost(number(section, "rowEvaluations"), count(section, "passes")),
            merging(section));
    section.finish();
    return record;
  }

  private static Merging merging(Section section) {
    if (!section.has("merging")) {
      return null;
    }
    Section merging = section.section("merging");
    Merging read =
        new Merging(
            count(merging, "every"), number(merging, "share"), merging.flag("beyondReach", false));
    merging.finish();
    return read;
  }

  private static Scores scores(Section section) {
    Section metrics = section.section("metrics");
    Map<String, Double> values = new LinkedHashMap<>();
    metrics.keys().forEach(name -> values.put(name, number(metrics, name)));
    Section notes = section.section("notes");
    Map<String, String> texts = new LinkedHashMap<>();
    notes.keys().forEach(name -> texts.put(name, notes.text(name)));
    Scores scores =
        new Scores(number(section, "loss"), values, count(section, "rows"), Map.of(), texts);
    section.finish();
    return scores;
  }

  private static EpochDiagnostics diagnostics(Section section) {
    List<EpochDiagnostics.Layer> layers = new ArrayList<>();
    for (Section layer : sections(section, "layers")) {
      layers.add(
          new EpochDiagnostics.Layer(
              layer.text("name"),
              number(layer, "gradientNorm"),
              layer.has("stall") ? layer.option("stall", Stalling.Kind.DEAD) : null,
              number(layer, "stalled")));
      layer.finish();
    }
    EpochDiagnostics diagnostics = new EpochDiagnostics(count(section, "rows"), layers);
    section.finish();
    return diagnostics;
  }
}
