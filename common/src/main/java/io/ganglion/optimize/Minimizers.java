package io.ganglion.optimize;

import io.ganglion.config.Catalogue;
import java.util.List;

/** The catalogue of full-batch methods. */
public final class Minimizers {
  /** Every full-batch method that a job file can name. */
  public static final Catalogue<Minimizer> CATALOGUE =
      new Catalogue<>(
          "optimizer",
          List.of(
              new Catalogue.Entry<>(
                  Lbfgs.KIND, Lbfgs::read, List.of(Lbfgs.defaults(), new Lbfgs(3, 1e-7, 0.0))),
              new Catalogue.Entry<>(
                  ConjugateGradient.KIND,
                  ConjugateGradient::read,
                  List.of(ConjugateGradient.defaults(), new ConjugateGradient(1e-7, 0.0))),
              new Catalogue.Entry<>(
                  HessianFree.KIND,
                  HessianFree::read,
                  List.of(
                      HessianFree.defaults(), new HessianFree(0.1, 1.0, 50, true, 1e-7, 0.0)))));

  private Minimizers() {}
}
