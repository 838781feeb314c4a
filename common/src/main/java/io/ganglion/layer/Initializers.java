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
              new Entry<>(
                  "glorot_normal", section -> new GlorotNormal(), List.of(new GlorotNormal())),
              new Entry<>("he_uniform", section -> new HeUniform(), List.of(new HeUniform())),
              new Entry<>("he_normal", section -> new HeNormal(), List.of(new HeNormal())),
              new Entry<>(
                  "lecun_uniform", section -> new LecunUniform(), List.of(new LecunUniform())),
              new Entry<>("lecun_normal", section -> new LecunNormal(), List.of(new LecunNormal())),
              new Entry<>("uniform", Uniform::read, List.of(new Uniform(-0.5, 1.0))),
              new Entry<>("sparse_normal", SparseNormal::read, List.of(new SparseNormal(15))),
              new Entry<>("orthogonal", section -> new Orthogonal(), List.of(new Orthogonal())),
              new Entry<>("constant", Constant::read, List.of(new Constant(0.25))),
              new Entry<>("zeros", section -> new Zeros(), List.of(new Zeros()))));

  private Initializers() {}
}
