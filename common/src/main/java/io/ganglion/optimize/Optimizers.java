package io.ganglion.optimize;

import io.ganglion.config.Catalogue;
import java.util.List;

/** The catalogue of gradient transforms. */
public final class Optimizers {
  /** Every gradient transform that a job file can name. */
  public static final Catalogue<GradientTransform> CATALOGUE =
      new Catalogue<>(
          "optimizer",
          List.of(
              new Catalogue.Entry<>(
                  Sgd.KIND,
                  Sgd::read,
                  List.of(Sgd.defaults(), new Sgd(0.01, 0.9, false), new Sgd(0.01, 0.9, true))),
              new Catalogue.Entry<>(
                  RmsProp.KIND,
                  RmsProp::read,
                  List.of(RmsProp.defaults(), new RmsProp(0.001, 0.95, 0.9, 1e-6))),
              new Catalogue.Entry<>(
                  Adam.KIND,
                  Adam::read,
                  List.of(Adam.defaults(), new Adam(0.002, 0.8, 0.99, 1e-6))),
              new Catalogue.Entry<>(
                  AdamW.KIND,
                  AdamW::read,
                  List.of(AdamW.defaults(), new AdamW(0.002, 0.1, 0.8, 0.99, 1e-6))),
              new Catalogue.Entry<>(
                  Adagrad.KIND,
                  Adagrad::read,
                  List.of(Adagrad.defaults(), new Adagrad(0.1, 0.0, 1e-6))),
              new Catalogue.Entry<>(
                  Adadelta.KIND,
                  Adadelta::read,
                  List.of(Adadelta.defaults(), new Adadelta(1.0, 0.9, 1e-6))),
              new Catalogue.Entry<>(
                  Sophia.KIND,
                  Sophia::read,
                  List.of(Sophia.defaults(), new Sophia(0.002, 0.9, 0.95, 0.05, 1e-10, 1)))));

  private Optimizers() {}
}
