package io.ganglion.exchange.keras;

import static java.util.Map.entry;

import io.ganglion.config.Section;
import io.ganglion.layer.Activation;
import io.ganglion.layer.ActivationLayer;
import io.ganglion.layer.BatchNormalization;
import io.ganglion.layer.Dense;
import io.ganglion.layer.Dropout;
import io.ganglion.layer.Elu;
import io.ganglion.layer.GaussianDropout;
import io.ganglion.layer.GaussianNoise;
import io.ganglion.layer.GlorotUniform;
import io.ganglion.layer.Identity;
import io.ganglion.layer.LayerNormalization;
import io.ganglion.layer.LeakyRelu;
import io.ganglion.layer.MaxOverTime;
import io.ganglion.layer.MeanOverTime;
import io.ganglion.layer.Relu;
import io.ganglion.layer.Softmax;
import io.ganglion.network.LayerEntry;
import io.ganglion.network.LayerSpec;
import java.util.List;
import java.util.Map;

/**
 * Layers of Keras as ours, with the values of their parameters. A setting that we don't have is a
 * problem of the section that holds it.
 */
final class ImportedLayers {
  private interface Form {
    LayerSpec read(String name, Section config, List<KerasWeight> weights);
  }

  private final ImportedParameters parameters;
  private final ImportedRecurrent recurrent;
  private final Map<String, Form> forms =
      Map.ofEntries(
          entry("Dense", this::dense),
          entry("Activation", (name, config, weights) -> activation(config)),
          entry("ReLU", (name, config, weights) -> relu(config)),
          entry("LeakyReLU", (name, config, weights) -> leakyRelu(config)),
          entry(
              "ELU",
              (name, config, weights) -> new ActivationLayer(new Elu(config.number("alpha", 1.0)))),
          entry("Softmax", (name, config, weights) -> softmax(config)),
          entry("Dropout", (name, config, weights) -> new Dropout(rate(config))),
          entry("GaussianDropout", (name, config, weights) -> new GaussianDropout(rate(config))),
          entry(
              "GaussianNoise",
              (name, config, weights) -> new GaussianNoise(config.number("stddev", 1.0))),
          entry("BatchNormalization", this::batchNormalization),
          entry("LayerNormalization", this::layerNormalization),
          entry("SimpleRNN", this::simpleRnn),
          entry("LSTM", this::lstm),
          entry("GRU", this::gru),
          entry("Bidirectional", this::bidirectional),
          entry("GlobalAveragePooling1D", (name, config, weights) -> pooled(config, true)),
          entry("GlobalMaxPooling1D", (name, config, weights) -> pooled(config, false)));

  ImportedLayers(ImportedParameters parameters) {
    this.parameters = parameters;
    this.recurrent = new ImportedRecurrent(parameters);
  }

  /** The classes of Keras that can be read. */
  List<String> kinds() {
    return forms.keySet().stream().sorted().toList();
  }

  /** Reads a layer; null where there is no such class. */
  LayerEntry read(String kind, String name, Section config, List<KerasWeight> weights) {
    Form form = forms.get(kind);
    return form == null ? null : new LayerEntry(name, form.read(name, config, weights));
  }

  /** An activation; linear after a problem. */
  static Activation function(Section config, String key, String otherwise) {
    String name = config.text(key, otherwise);
    Activation found = name == null ? null : KerasActivations.function(name);
    if (found == null) {
      config.problem(key, "found the activation '" + name + "', which Ganglion doesn't have");
      return new Identity();
    }
    return found;
  }

  /** Notes a setting that is not the only one that we have. */
  static void require(Section config, String key, Object only) {
    Object found = config.value(key);
    if (found != null && !found.equals(only) && !found.equals(List.of(only))) {
      config.problem(key, "expected " + only + ", found " + found);
    }
  }

  private static double rate(Section config) {
    return config.number("rate", 0.0, 0.0, 1.0);
  }

  private LayerSpec dense(String name, Section config, List<KerasWeight> weights) {
    int units = config.integer("units", 1);
    boolean bias = config.flag("use_bias", true);
    Activation activation = function(config, "activation", "linear");
    parameters.take(config, name, weights, bias ? 2 : 1);
    parameters.transposed(name + "/weight", weights, 0);
    if (bias) {
      parameters.plain(name + "/bias", weights, 1);
    }
    return new Dense(units, activation, bias, new GlorotUniform());
  }

  private static LayerSpec activation(Section config) {
    return new ActivationLayer(function(config, "activation", "linear"));
  }

  private static LayerSpec relu(Section config) {
    if (config.has("max_value") || config.number("threshold", 0.0) != 0.0) {
      config.problem("max_value", "expected a ReLU without bounds");
    }
    double slope = config.number("negative_slope", 0.0);
    return new ActivationLayer(slope == 0.0 ? new Relu() : new LeakyRelu(slope));
  }

  private static LayerSpec leakyRelu(Section config) {
    // Keras 2 calls it alpha.
    return new ActivationLayer(
        new LeakyRelu(config.number("negative_slope", config.number("alpha", 0.3))));
  }

  private static LayerSpec softmax(Section config) {
    require(config, "axis", -1);
    return new ActivationLayer(new Softmax());
  }

  private static LayerSpec pooled(Section config, boolean mean) {
    require(config, "data_format", "channels_last");
    require(config, "keepdims", false);
    return mean ? new MeanOverTime() : new MaxOverTime();
  }

  private LayerSpec batchNormalization(String name, Section config, List<KerasWeight> weights) {
    int next = affine(name, config, weights, 2);
    parameters.plain(name + "/running_mean", weights, next);
    parameters.plain(name + "/running_variance", weights, next + 1);
    return new BatchNormalization(
        config.number("momentum", 0.99, 0.0, 1.0), config.positive("epsilon", 1e-3));
  }

  private LayerSpec layerNormalization(String name, Section config, List<KerasWeight> weights) {
    affine(name, config, weights, 0);
    require(config, "rms_scaling", false);
    return new LayerNormalization(config.positive("epsilon", 1e-3));
  }

  /** Takes γ and β, which Keras may leave out, and returns the place of what follows. */
  private int affine(String name, Section config, List<KerasWeight> weights, int others) {
    // Keras writes the axis as it was given, or counted from the front.
    if (config.value("axis") instanceof List<?> axes && axes.size() > 1) {
      config.problem("axis", "expected the last axis alone, found " + axes);
    }
    boolean scale = config.flag("scale", true);
    boolean center = config.flag("center", true);
    int next = (scale ? 1 : 0) + (center ? 1 : 0);
    parameters.take(config, name, weights, next + others);
    if (scale) {
      parameters.plain(name + "/gamma", weights, 0);
    } else {
      parameters.ones(name + "/gamma");
    }
    if (center) {
      parameters.plain(name + "/beta", weights, scale ? 1 : 0);
    }
    return next;
  }

  private LayerSpec simpleRnn(String name, Section config, List<KerasWeight> weights) {
    return recurrent.read("SimpleRNN", name, config, weights);
  }

  private LayerSpec lstm(String name, Section config, List<KerasWeight> weights) {
    return recurrent.read("LSTM", name, config, weights);
  }

  private LayerSpec gru(String name, Section config, List<KerasWeight> weights) {
    return recurrent.read("GRU", name, config, weights);
  }

  private LayerSpec bidirectional(String name, Section config, List<KerasWeight> weights) {
    return recurrent.bidirectional(name, config, weights);
  }
}
