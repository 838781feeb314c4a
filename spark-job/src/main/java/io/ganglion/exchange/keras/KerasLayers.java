package io.ganglion.exchange.keras;

import static java.util.Map.entry;

import io.ganglion.exchange.NamedLayer;
import io.ganglion.exchange.Parameters;
import io.ganglion.layer.Activation;
import io.ganglion.layer.ActivationLayer;
import io.ganglion.layer.BatchNormalization;
import io.ganglion.layer.Dense;
import io.ganglion.layer.Dropout;
import io.ganglion.layer.GaussianDropout;
import io.ganglion.layer.GaussianNoise;
import io.ganglion.layer.LayerNormalization;
import io.ganglion.model.ModelException;
import io.ganglion.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Layers as those of Keras. */
final class KerasLayers {
  private interface Form {
    List<KerasLayer> of(NamedLayer layer);
  }

  private final Parameters parameters;
  private final KerasRecurrent recurrent;
  private final Map<String, Form> forms =
      Map.ofEntries(
          entry("dense", this::dense),
          entry("activation", this::activation),
          entry("dropout", this::dropout),
          entry("gaussian_dropout", this::gaussianDropout),
          entry("gaussian_noise", this::gaussianNoise),
          entry("batch_normalization", this::batchNormalization),
          entry("layer_normalization", this::layerNormalization),
          entry("simple_rnn", this::recurrent),
          entry("lstm", this::recurrent),
          entry("gru", this::recurrent),
          entry("bidirectional", this::bidirectional),
          entry("mean_over_time", layer -> plain("GlobalAveragePooling1D", layer)),
          entry("max_over_time", layer -> plain("GlobalMaxPooling1D", layer)));

  KerasLayers(Parameters parameters) {
    this.parameters = parameters;
    this.recurrent = new KerasRecurrent(parameters);
  }

  /**
   * The layers that a layer is in Keras.
   *
   * @throws ModelException if there are none
   */
  List<KerasLayer> of(NamedLayer layer) {
    Form form = forms.get(layer.spec().kind());
    if (form == null) {
      throw refused(layer, "this kind of layer");
    }
    return form.of(layer);
  }

  static ModelException refused(NamedLayer layer, String what) {
    return new ModelException(
        "layer '%s' (%s): expected what a Sequential model of Keras has a layer for, found %s: export to onnx, or score this model with Ganglion"
            .formatted(layer.name(), layer.spec().kind(), what));
  }

  private static List<KerasLayer> plain(String kind, NamedLayer layer) {
    return List.of(KerasLayer.of(kind, layer.name(), Map.of()));
  }

  private List<KerasLayer> dense(NamedLayer layer) {
    Dense spec = (Dense) layer.spec();
    String activation = KerasActivations.name(spec.activation());
    List<KerasWeight> weights = new ArrayList<>();
    weights.add(kernel(layer.name(), spec.units()));
    if (spec.bias()) {
      weights.add(vector(layer.name(), "bias", "bias"));
    }
    Map<String, Object> config =
        Map.of(
            "units",
            spec.units(),
            "activation",
            activation == null ? "linear" : activation,
            "use_bias",
            spec.bias());
    List<KerasLayer> layers = new ArrayList<>();
    layers.add(new KerasLayer("Dense", layer.name(), config, weights));
    if (activation == null) {
      layers.add(activation(layer, spec.activation(), layer.name() + "_activation"));
    }
    return layers;
  }

  /** Of a first layer that reads sparse and categorical columns, one kernel for all of them. */
  private KerasWeight kernel(String layer, int units) {
    float[] numeric = new float[0];
    float[] rest = new float[0];
    if (parameters.has(layer, "weight")) {
      numeric = parameters.transposed(layer, "weight");
    }
    if (parameters.has(layer, "sparse_weight")) {
      rest = parameters.values(layer, "sparse_weight");
    }
    float[] all = new float[numeric.length + rest.length];
    System.arraycopy(numeric, 0, all, 0, numeric.length);
    System.arraycopy(rest, 0, all, numeric.length, rest.length);
    return KerasWeight.matrix("kernel", all, all.length / units);
  }

  private List<KerasLayer> activation(NamedLayer layer) {
    return List.of(activation(layer, ((ActivationLayer) layer.spec()).function(), layer.name()));
  }

  private static KerasLayer activation(NamedLayer layer, Activation f, String name) {
    KerasLayer found = KerasActivations.layer(f, name);
    if (found == null) {
      throw refused(layer, "the activation " + f);
    }
    return found;
  }

  private List<KerasLayer> dropout(NamedLayer layer) {
    return rated("Dropout", layer, "rate", ((Dropout) layer.spec()).rate());
  }

  private List<KerasLayer> gaussianDropout(NamedLayer layer) {
    return rated("GaussianDropout", layer, "rate", ((GaussianDropout) layer.spec()).rate());
  }

  private List<KerasLayer> gaussianNoise(NamedLayer layer) {
    return rated("GaussianNoise", layer, "stddev", ((GaussianNoise) layer.spec()).stddev());
  }

  private static List<KerasLayer> rated(String kind, NamedLayer layer, String key, double value) {
    return List.of(KerasLayer.of(kind, layer.name(), Map.of(key, value)));
  }

  private List<KerasLayer> batchNormalization(NamedLayer layer) {
    BatchNormalization spec = (BatchNormalization) layer.spec();
    return List.of(
        new KerasLayer(
            "BatchNormalization",
            layer.name(),
            Map.of("axis", -1, "momentum", spec.momentum(), "epsilon", spec.epsilon()),
            List.of(
                vector(layer.name(), "gamma", "gamma"),
                vector(layer.name(), "beta", "beta"),
                vector(layer.name(), "running_mean", "moving_mean"),
                vector(layer.name(), "running_variance", "moving_variance"))));
  }

  private List<KerasLayer> layerNormalization(NamedLayer layer) {
    LayerNormalization spec = (LayerNormalization) layer.spec();
    return List.of(
        new KerasLayer(
            "LayerNormalization",
            layer.name(),
            Map.of("axis", -1, "epsilon", spec.epsilon()),
            List.of(vector(layer.name(), "gamma", "gamma"), vector(layer.name(), "beta", "beta"))));
  }

  private KerasWeight vector(String layer, String parameter, String name) {
    return KerasWeight.vector(name, parameters.values(layer, parameter));
  }

  /** Standardises the numeric columns of a wider matrix, and leaves the others as they are. */
  KerasLayer normalization(NamedLayer layer, int width) {
    Matrix mean = parameters.get(layer.name(), "mean");
    Matrix variance = parameters.get(layer.name(), "variance");
    float[] means = new float[width];
    float[] variances = new float[width];
    for (int c = 0; c < width; c++) {
      boolean numeric = c < mean.columns;
      means[c] = numeric ? mean.get(0, c) : 0f;
      float found = numeric ? variance.get(0, c) : 1f;
      // Keras divides by at least 1e-7, where a column without variance must become 0.
      variances[c] = found == 0f ? Float.MAX_VALUE : found;
    }
    return new KerasLayer(
        "Normalization",
        layer.name(),
        Map.of("axis", List.of(-1)),
        List.of(KerasWeight.vector("mean", means), KerasWeight.vector("variance", variances)));
  }

  private List<KerasLayer> recurrent(NamedLayer layer) {
    return List.of(recurrent.of(layer));
  }

  private List<KerasLayer> bidirectional(NamedLayer layer) {
    return List.of(recurrent.bidirectional(layer));
  }
}
