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
                  "binary_crossentropy",
                  section -> new BinaryCrossentropy(),
                  List.of(new BinaryCrossentropy())),
              new Entry<>(
                  "categorical_crossentropy",
                  section -> new CategoricalCrossentropy(),
                  List.of(new CategoricalCrossentropy()))));

  private Losses() {}
}
