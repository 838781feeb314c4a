package io.ganglion.optimize;

import io.ganglion.config.Catalogue;
import java.util.List;

/** The catalogue of schedules of the learning rate. */
public final class Schedules {
  /** Every schedule that a job file can name. */
  public static final Catalogue<Schedule> CATALOGUE =
      new Catalogue<>(
          "schedule",
          List.of(
              new Catalogue.Entry<>(
                  ConstantRate.KIND,
                  ConstantRate::read,
                  List.of(ConstantRate.defaults(), new ConstantRate(2.0))),
              new Catalogue.Entry<>(
                  StepDecay.KIND,
                  StepDecay::read,
                  List.of(new StepDecay(3.0, 0.1, 0.0), new StepDecay(1.5, 0.5, 1.5))),
              new Catalogue.Entry<>(
                  ExponentialDecay.KIND,
                  ExponentialDecay::read,
                  List.of(new ExponentialDecay(0.9, 0.0), new ExponentialDecay(0.5, 1.0))),
              new Catalogue.Entry<>(
                  CosineDecay.KIND,
                  CosineDecay::read,
                  List.of(CosineDecay.defaults(), new CosineDecay(0.1, 5.0, 0.5))),
              new Catalogue.Entry<>(
                  LinearDecay.KIND,
                  LinearDecay::read,
                  List.of(LinearDecay.defaults(), new LinearDecay(0.1, 5.0, 0.5))),
              new Catalogue.Entry<>(
                  ReduceOnPlateau.KIND,
                  ReduceOnPlateau::read,
                  List.of(
                      ReduceOnPlateau.defaults(), new ReduceOnPlateau(0.5, 2, 0.0, 0.1, 1.0)))));

  private Schedules() {}
}
