package io.ganglion.loss;

import io.ganglion.config.Catalogue;
import io.ganglion.config.Catalogue.Entry;
import java.util.List;

/** All losses, by name. */
public final class Losses {
  public static final Catalogue<Loss> CATALOGUE =
      new Catalogue<>(
          "loss",
          List.of(
              new Entry<>(
                  "mse", section -> new MeanSquaredError(), List.of(new MeanSquaredError())),
              new Entry<>(
                  "mae", section -> new MeanAbsoluteError(), List.of(new MeanAbsoluteError())),
              new Entry<>("huber", Huber::read, List.of(new Huber(1.0), new Huber(0.4))),
              new Entry<>("poisson", section -> new Poisson(), List.of(new Poisson())),
              new Entry<>(
                  "binary_crossentropy",
                  BinaryCrossentropy::read,
                  List.of(new BinaryCrossentropy(), new BinaryCrossentropy(0.2))),
              new Entry<>(
                  "reconstruction_crossentropy",
                  section -> new ReconstructionCrossentropy(),
                  List.of(new ReconstructionCrossentropy())),
              new Entry<>(
                  "categorical_crossentropy",
                  CategoricalCrossentropy::read,
                  List.of(new CategoricalCrossentropy(), new CategoricalCrossentropy(0.2)))));

  private Losses() {}
}
