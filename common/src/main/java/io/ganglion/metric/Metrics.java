package io.ganglion.metric;

import io.ganglion.config.Catalogue;
import io.ganglion.config.Catalogue.Entry;
import java.util.List;

/** All metrics, by name. */
public final class Metrics {
  public static final Catalogue<Metric> CATALOGUE =
      new Catalogue<>(
          "metric",
          List.of(
              new Entry<>(
                  "mae", section -> new MeanAbsoluteError(), List.of(new MeanAbsoluteError())),
              new Entry<>("mse", section -> new MeanSquared(), List.of(new MeanSquared())),
              new Entry<>("rmse", section -> new RootMeanSquared(), List.of(new RootMeanSquared())),
              new Entry<>("accuracy", section -> new Accuracy(), List.of(new Accuracy()))));

  private Metrics() {}
}
