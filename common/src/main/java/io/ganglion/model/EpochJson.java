package io.ganglion.model;

import io.ganglion.network.Stalling;
import io.ganglion.train.Cost;
import io.ganglion.train.EpochDiagnostics;
import io.ganglion.train.EpochRecord;
import io.ganglion.train.Merging;
import io.ganglion.train.Scores;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Epochs of a history as trees of JSON, to the same bits and back. Numbers that JSON does not have
 * are texts. What is read was checked as a whole before: another form is an error of the program.
 */
final class EpochJson {
  private EpochJson() {}

  /** A number; NaN and infinities as texts. */
  static Object number(double value) {
    return Double.isFinite(value) ? (Object) value : String.valueOf(value);
  }

  /** The number that {@link #number(double)} made a tree of. */
  static double number(Object tree) {
    return tree instanceof Number number
        ? number.doubleValue()
        : Double.parseDouble(String.valueOf(tree));
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
            : List.of(merging.every(), number(merging.share()), merging.beyondReach()));
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
      tree.put("stall", layer.stall() == null ? null : layer.stall().name());
      tree.put("stalled", number(layer.stalled()));
      layers.add(tree);
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("rows", diagnostics.rows());
    tree.put("layers", layers);
    return tree;
  }

  static EpochRecord read(Object json) {
    Map<?, ?> tree = (Map<?, ?>) json;
    List<?> merging = (List<?>) tree.get("merging");
    return new EpochRecord(
        whole(tree, "epoch").intValue(),
        scores(tree.get("training")),
        tree.get("holdout") == null ? null : scores(tree.get("holdout")),
        number(tree.get("seconds")),
        number(tree.get("samplesPerSecond")),
        number(tree.get("learningRate")),
        tree.get("diagnostics") == null ? null : diagnostics((Map<?, ?>) tree.get("diagnostics")),
        new Cost(number(tree.get("rowEvaluations")), whole(tree, "passes").longValue()),
        merging == null
            ? null
            : new Merging(
                ((Number) merging.get(0)).longValue(),
                number(merging.get(1)),
                (Boolean) merging.get(2)));
  }

  private static Number whole(Map<?, ?> tree, String key) {
    return (Number) tree.get(key);
  }

  private static Scores scores(Object json) {
    Map<?, ?> tree = (Map<?, ?>) json;
    Map<String, Double> metrics = new LinkedHashMap<>();
    ((Map<?, ?>) tree.get("metrics"))
        .forEach((name, value) -> metrics.put(String.valueOf(name), number(value)));
    Map<String, String> notes = new LinkedHashMap<>();
    ((Map<?, ?>) tree.get("notes"))
        .forEach((name, note) -> notes.put(String.valueOf(name), String.valueOf(note)));
    return new Scores(
        number(tree.get("loss")), metrics, whole(tree, "rows").longValue(), Map.of(), notes);
  }

  private static EpochDiagnostics diagnostics(Map<?, ?> tree) {
    List<EpochDiagnostics.Layer> layers = new ArrayList<>();
    for (Object json : (List<?>) tree.get("layers")) {
      Map<?, ?> layer = (Map<?, ?>) json;
      Object stall = layer.get("stall");
      layers.add(
          new EpochDiagnostics.Layer(
              String.valueOf(layer.get("name")),
              number(layer.get("gradientNorm")),
              stall == null ? null : Stalling.Kind.valueOf(String.valueOf(stall)),
              number(layer.get("stalled"))));
    }
    return new EpochDiagnostics(whole(tree, "rows").longValue(), layers);
  }
}
