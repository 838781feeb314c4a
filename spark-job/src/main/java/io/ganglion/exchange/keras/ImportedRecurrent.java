package io.ganglion.exchange.keras;

import io.ganglion.config.Section;
import io.ganglion.layer.Activation;
import io.ganglion.layer.Bidirectional;
import io.ganglion.layer.GlorotUniform;
import io.ganglion.layer.Gru;
import io.ganglion.layer.Lstm;
import io.ganglion.layer.Orthogonal;
import io.ganglion.layer.SimpleRnn;
import io.ganglion.network.LayerEntry;
import io.ganglion.network.LayerSpec;
import java.util.List;

/** Recurrent layers of Keras as ours. */
final class ImportedRecurrent {
  private final ImportedParameters parameters;

  ImportedRecurrent(ImportedParameters parameters) {
    this.parameters = parameters;
  }

  /** Reads a layer and its parameters. */
  LayerSpec read(String kind, String name, Section config, List<KerasWeight> weights) {
    int count = weights(config);
    parameters.take(config, name, weights, count);
    take(name, weights);
    return spec(kind, config);
  }

  private static int weights(Section config) {
    return config.flag("use_bias", true) ? 3 : 2;
  }

  private void take(String name, List<KerasWeight> weights) {
    parameters.transposed(name + "/weight", weights, 0);
    parameters.transposed(name + "/recurrent_weight", weights, 1);
    parameters.plain(name + "/bias", weights, 2);
  }

  /** Null for a class that isn't recurrent. */
  private static LayerSpec spec(String kind, Section config) {
    ImportedLayers.require(config, "go_backwards", false);
    ImportedLayers.require(config, "stateful", false);
    ImportedLayers.require(config, "return_state", false);
    ImportedLayers.require(config, "time_major", false);
    int units = config.integer("units", 1);
    boolean sequences = config.flag("return_sequences", false);
    double dropout = config.number("dropout", 0.0, 0.0, 1.0);
    double recurrentDropout = config.number("recurrent_dropout", 0.0, 0.0, 1.0);
    GlorotUniform initializer = new GlorotUniform();
    Orthogonal recurrent = new Orthogonal();
    if (kind.equals("SimpleRNN")) {
      Activation activation = ImportedLayers.function(config, "activation", "tanh");
      return new SimpleRnn(
          units, activation, sequences, dropout, recurrentDropout, initializer, recurrent);
    }
    ImportedLayers.require(config, "activation", "tanh");
    ImportedLayers.require(config, "recurrent_activation", "sigmoid");
    if (kind.equals("LSTM")) {
      return new Lstm(units, sequences, dropout, recurrentDropout, initializer, recurrent);
    }
    ImportedLayers.require(config, "reset_after", true);
    return kind.equals("GRU")
        ? new Gru(units, sequences, dropout, recurrentDropout, initializer, recurrent)
        : null;
  }

  /**
   * Reads both directions: the weights of the second stand behind those of the first. Any layer
   * after a problem.
   */
  LayerSpec bidirectional(String name, Section config, List<KerasWeight> weights) {
    Section layer = config.section("layer");
    Section inner = layer.section("config");
    LayerSpec spec = spec(layer.text("class_name", ""), inner);
    if (spec == null) {
      layer.problem("class_name", "expected SimpleRNN, LSTM or GRU");
      return Lstm.of(1, true);
    }
    int count = weights(inner);
    parameters.take(config, name, weights, 2 * count);
    if (weights.size() == 2 * count) {
      take("forward_" + name, weights.subList(0, count));
      take("backward_" + name, weights.subList(count, 2 * count));
    }
    Bidirectional.Merge merge =
        switch (config.text("merge_mode", "")) {
          case "concat" -> Bidirectional.Merge.CONCAT;
          case "sum" -> Bidirectional.Merge.SUM;
          case "ave" -> Bidirectional.Merge.MEAN;
          default -> {
            config.problem("merge_mode", "expected concat, sum or ave");
            yield Bidirectional.Merge.CONCAT;
          }
        };
    return new Bidirectional(new LayerEntry(name, spec), merge);
  }
}
