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
              new Entry<>("softmax", section -> new Softmax(), List.of(new Softmax()))));

  private Activations() {}
}
