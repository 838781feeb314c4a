package io.ganglion.layer;

import io.ganglion.config.Catalogue;
import io.ganglion.config.Catalogue.Entry;
import io.ganglion.network.Initializer;
import java.util.List;

/** All initialisers, by name. */
public final class Initializers {
  public static final Catalogue<Initializer> CATALOGUE =
      new Catalogue<>(
          "initializer",
          List.of(
              new Entry<>("normal", section -> new Normal(), List.of(new Normal())),
              new Entry<>(
                  "glorot_uniform", section -> new GlorotUniform(), List.of(new GlorotUniform())),
              new Entry<>("he_normal", section -> new HeNormal(), List.of(new HeNormal())),
              new Entry<>("zeros", section -> new Zeros(), List.of(new Zeros()))));

  private Initializers() {}
}
