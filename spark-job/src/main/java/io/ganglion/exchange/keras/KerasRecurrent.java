package io.ganglion.exchange.keras;

import io.ganglion.exchange.NamedLayer;
import io.ganglion.exchange.Parameters;
import io.ganglion.layer.Bidirectional;
import io.ganglion.layer.Gru;
import io.ganglion.layer.Lstm;
import io.ganglion.layer.SimpleRnn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Recurrent layers as those of Keras, whose gates stand in the same order. */
final class KerasRecurrent {
  private final Parameters parameters;

  KerasRecurrent(Parameters parameters) {
    this.parameters = parameters;
  }

  KerasLayer of(NamedLayer layer) {
    if (layer.spec() instanceof Lstm spec) {
      Map<String, Object> config =
          config(spec.units(), spec.returnSequences(), spec.dropout(), spec.recurrentDropout());
      return new KerasLayer("LSTM", layer.name(), config, weights(layer, bias(layer)));
    }
    if (layer.spec() instanceof Gru spec) {
      Map<String, Object> config =
          config(spec.units(), spec.returnSequences(), spec.dropout(), spec.recurrentDropout());
      config.put("reset_after", true);
      KerasWeight bias = KerasWeight.matrix("bias", parameters.values(layer.name(), "bias"), 2);
      return new KerasLayer("GRU", layer.name(), config, weights(layer, bias));
    }
    if (layer.spec() instanceof SimpleRnn spec) {
      Map<String, Object> config =
          config(spec.units(), spec.returnSequences(), spec.dropout(), spec.recurrentDropout());
      String activation = KerasActivations.name(spec.activation());
      if (activation == null) {
        throw KerasLayers.refused(layer, "the activation " + spec.activation());
      }
      config.put("activation", activation);
      return new KerasLayer("SimpleRNN", layer.name(), config, weights(layer, bias(layer)));
    }
    throw KerasLayers.refused(layer, "this kind of layer inside a bidirectional one");
  }

  private static Map<String, Object> config(
      int units, boolean returnSequences, double dropout, double recurrentDropout) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("units", units);
    config.put("return_sequences", returnSequences);
    config.put("dropout", dropout);
    config.put("recurrent_dropout", recurrentDropout);
    return config;
  }

  private KerasWeight bias(NamedLayer layer) {
    return KerasWeight.vector("bias", parameters.values(layer.name(), "bias"));
  }

  private List<KerasWeight> weights(NamedLayer layer, KerasWeight bias) {
    String name = layer.name();
    return List.of(
        KerasWeight.matrix(
            "kernel",
            parameters.transposed(name, "weight"),
            parameters.get(name, "weight").columns),
        KerasWeight.matrix(
            "recurrent_kernel",
            parameters.transposed(name, "recurrent_weight"),
            parameters.get(name, "recurrent_weight").columns),
        bias);
  }

  KerasLayer bidirectional(NamedLayer layer) {
    KerasLayer there = of(layer.inner().get(0));
    KerasLayer back = of(layer.inner().get(1));
    List<KerasWeight> weights = new ArrayList<>();
    there.weights().forEach(weight -> weights.add(in("forward", weight)));
    back.weights().forEach(weight -> weights.add(in("backward", weight)));
    String merge =
        switch (((Bidirectional) layer.spec()).merge()) {
          case CONCAT -> "concat";
          case SUM -> "sum";
          case MEAN -> "ave";
        };
    Map<String, Object> config = Map.of("merge_mode", merge, "layer", there.tree());
    return new KerasLayer("Bidirectional", layer.name(), config, weights);
  }

  private static KerasWeight in(String direction, KerasWeight weight) {
    return weight.named(direction + "_" + weight.name());
  }
}
