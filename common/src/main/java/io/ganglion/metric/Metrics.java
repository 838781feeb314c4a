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
              new Entry<>("r2", section -> new RSquared(), List.of(new RSquared())),
              new Entry<>("accuracy", section -> new Accuracy(), List.of(new Accuracy())),
              new Entry<>(
                  "top_k_accuracy",
                  TopKAccuracy::read,
                  List.of(new TopKAccuracy(5), new TopKAccuracy(2))),
              new Entry<>("precision", section -> new Precision(), List.of(new Precision())),
              new Entry<>("recall", section -> new Recall(), List.of(new Recall())),
              new Entry<>("f1", section -> new F1(), List.of(new F1())),
              new Entry<>("auc", section -> new Auc(), List.of(new Auc())),
              new Entry<>("log_loss", section -> new LogLoss(), List.of(new LogLoss())),
              new Entry<>(
                  "confusion_matrix",
                  section -> new ConfusionMatrix(),
                  List.of(new ConfusionMatrix())),
              new Entry<>("energy", section -> new Energy(), List.of(new Energy()))));

  private Metrics() {}
}
