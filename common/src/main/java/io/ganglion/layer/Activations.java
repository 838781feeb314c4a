package io.ganglion.layer;

import io.ganglion.config.Catalogue;
import io.ganglion.config.Catalogue.Entry;
import java.util.List;

/** All activation functions, by name. */
public final class Activations {
  public static final Catalogue<Activation> CATALOGUE =
      new Catalogue<>(
          "activation",
          List.of(
              new Entry<>("linear", section -> new Identity(), List.of(new Identity())),
              new Entry<>("step", section -> new Step(), List.of(new Step())),
              new Entry<>("sigmoid", section -> new Sigmoid(), List.of(new Sigmoid())),
              new Entry<>("tanh", section -> new Tanh(), List.of(new Tanh())),
              new Entry<>("relu", section -> new Relu(), List.of(new Relu())),
              new Entry<>(
                  "leaky_relu", LeakyRelu::read, List.of(new LeakyRelu(0.3), new LeakyRelu(0.01))),
              new Entry<>("elu", Elu::read, List.of(new Elu(1.0), new Elu(0.5))),
              new Entry<>("gelu", Gelu::read, List.of(new Gelu(false), new Gelu(true))),
              new Entry<>("softplus", section -> new Softplus(), List.of(new Softplus())),
              new Entry<>("silu", section -> new Silu(), List.of(new Silu())),
              new Entry<>("softmax", section -> new Softmax(), List.of(new Softmax()))));

  private Activations() {}
}
