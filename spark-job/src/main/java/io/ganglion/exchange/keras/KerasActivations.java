package io.ganglion.exchange.keras;

import io.ganglion.layer.Activation;
import io.ganglion.layer.Elu;
import io.ganglion.layer.Gelu;
import io.ganglion.layer.Identity;
import io.ganglion.layer.LeakyRelu;
import io.ganglion.layer.Relu;
import io.ganglion.layer.Sigmoid;
import io.ganglion.layer.Silu;
import io.ganglion.layer.Softmax;
import io.ganglion.layer.Softplus;
import io.ganglion.layer.Tanh;
import java.util.Map;

/** Activation functions by Keras' names. */
final class KerasActivations {
  /** Keras' functions; the parameters are those of the functions, not of the layers. */
  private static final Map<String, Activation> FUNCTIONS =
      Map.ofEntries(
          Map.entry("linear", new Identity()),
          Map.entry("sigmoid", new Sigmoid()),
          Map.entry("tanh", new Tanh()),
          Map.entry("relu", new Relu()),
          Map.entry("leaky_relu", new LeakyRelu(0.2)),
          Map.entry("elu", new Elu(1.0)),
          Map.entry("gelu", new Gelu(false)),
          Map.entry("softplus", new Softplus()),
          Map.entry("silu", new Silu()),
          Map.entry("softmax", new Softmax()));

  private KerasActivations() {}

  /** The function of a name; null for one that we don't have. */
  static Activation function(String name) {
    // Keras 2 and 3 read both names.
    return FUNCTIONS.get(name.equals("swish") ? "silu" : name);
  }

  /** The name of a function that Keras has with these parameters; null for any other. */
  static String name(Activation f) {
    return FUNCTIONS.containsKey(f.kind()) && FUNCTIONS.get(f.kind()).equals(f) ? f.kind() : null;
  }

  /** A function as a layer; null where Keras has none. */
  static KerasLayer layer(Activation f, String name) {
    if (f instanceof LeakyRelu leaky) {
      return KerasLayer.of("LeakyReLU", name, Map.of("negative_slope", leaky.negativeSlope()));
    }
    if (f instanceof Elu elu) {
      return KerasLayer.of("ELU", name, Map.of("alpha", elu.alpha()));
    }
    String function = name(f);
    return function == null
        ? null
        : KerasLayer.of("Activation", name, Map.of("activation", function));
  }
}
