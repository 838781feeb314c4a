package io.ganglion.model;

import io.ganglion.config.ConfigException;
import io.ganglion.config.Json;
import io.ganglion.config.Problems;
import io.ganglion.config.Section;
import io.ganglion.config.SpecWriter;
import io.ganglion.data.Schema;
import io.ganglion.layer.Layers;
import io.ganglion.loss.Loss;
import io.ganglion.loss.Losses;
import io.ganglion.metric.Metric;
import io.ganglion.metric.Metrics;
import io.ganglion.network.LayerEntry;
import io.ganglion.network.NetworkSpec;
import io.ganglion.train.ModelSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code model.json} says: all of a model but its weights, and which file holds those.
 *
 * @param schema of the table
 * @param spec network, loss, metrics and scaling
 * @param facts about the training
 * @param weights the file of the weights
 */
record Manifest(Schema schema, ModelSpec spec, Map<String, Object> facts, WeightsFile weights) {
  static final String NAME = "model.json";

  private static final String FORMAT = "ganglion-model";
  private static final int VERSION = 4;

  /** Has columns of numbers alone, and one label. */
  private static final int OLDEST_VERSION = 1;

  /** The text of {@code model.json}. */
  static String write(TrainedModel model, WeightsFile weights) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("format", FORMAT);
    tree.put("version", VERSION);
    tree.put("library", Library.VERSION);
    tree.put("facts", model.facts());
    tree.put("schema", SpecWriter.components(model.schema()));
    tree.put("network", Layers.write(model.spec().network().layers()));
    tree.put("loss", SpecWriter.write(model.spec().loss()));
    tree.put("metrics", model.spec().metrics().stream().map(SpecWriter::write).toList());
    tree.put("weights", SpecWriter.components(weights));
    return Json.write(tree);
  }

  /**
   * Reads {@code model.json}.
   *
   * @throws ConfigException naming everything that is not as expected
   */
  static Manifest read(byte[] json) {
    Problems problems = new Problems();
    Section section = Section.of("", Json.read("the text", json), problems);
    problems.throwIfAny();
    checkFormat(section);
    Schema schema = SchemaReader.read(section.section("schema"));
    List<LayerEntry> layers = Layers.read("network", section.value("network"), problems);
    Loss loss = section.choice("loss", Losses.CATALOGUE, null);
    if (!section.has("loss")) {
      section.problem("loss", "is missing");
    }
    List<Metric> metrics = new ArrayList<>();
    List<Object> items = section.items("metrics");
    for (int i = 0; i < items.size(); i++) {
      metrics.add(Metrics.CATALOGUE.read("metrics[" + i + "]", items.get(i), problems));
    }
    WeightsFile weights = WeightsFile.read(section.section("weights"));
    Map<String, Object> facts = new LinkedHashMap<>();
    if (section.value("facts") instanceof Map<?, ?> map) {
      map.forEach((name, fact) -> facts.put(String.valueOf(name), fact));
    } else {
      section.problem("facts", "expected keys with values");
    }
    section.finish();
    problems.throwIfAny();
    ModelSpec spec =
        new ModelSpec(
            new NetworkSpec(layers), schema.columns(), loss, metrics, schema.label().scaling());
    return new Manifest(schema, spec, facts, weights);
  }

  /** First of all, as the rest of another format would only be a list of puzzles. */
  private static void checkFormat(Section section) {
    Object format = section.value("format");
    if (!FORMAT.equals(format)) {
      throw new ConfigException("format: expected '" + FORMAT + "', found '" + format + "'");
    }
    Object version = section.value("version");
    Object library = section.value("library");
    if (!(version instanceof Integer number) || number < OLDEST_VERSION || number > VERSION) {
      throw new ConfigException(
          "version: expected %s to %s, found %s: read it with Ganglion %s, which wrote it, or a newer one"
              .formatted(OLDEST_VERSION, VERSION, version, library));
    }
    section.text("library");
  }
}
