package io.ganglion.api;

import io.ganglion.config.Catalogue;
import io.ganglion.config.Problems;
import io.ganglion.config.Spec;
import io.ganglion.config.Yaml;
import io.ganglion.loss.Loss;
import io.ganglion.loss.Losses;
import io.ganglion.metric.Metric;
import io.ganglion.metric.Metrics;
import io.ganglion.optimize.GradientTransform;
import io.ganglion.optimize.Minimizer;
import io.ganglion.optimize.Minimizers;
import io.ganglion.optimize.Optimizers;
import io.ganglion.train.ModelSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * What a model learns by.
 *
 * @param optimizer a {@link GradientTransform} or a {@link Minimizer}; null of a model that was
 *     loaded
 */
record Compilation(Loss loss, Spec optimizer, List<Metric> metrics) {
  private static final Catalogue<Spec> OPTIMIZERS =
      Catalogue.union(Optimizers.CATALOGUE, Minimizers.CATALOGUE);

  Compilation {
    metrics = List.copyOf(metrics);
    if (optimizer != null
        && !(optimizer instanceof GradientTransform)
        && !(optimizer instanceof Minimizer)) {
      throw new IllegalArgumentException(
          "optimizer: expected one of "
              + String.join(", ", OPTIMIZERS.names())
              + ", found "
              + optimizer.kind());
    }
    for (Metric metric : metrics) {
      if (!metric.tasks().contains(ModelSpec.task(loss))) {
        throw new IllegalArgumentException(
            "metrics: " + metric.kind() + " doesn't go with the loss " + loss.kind());
      }
    }
  }

  /** Reads the words of a job file. */
  static Compilation read(String loss, String optimizer, String... metrics) {
    Problems problems = new Problems();
    Loss readLoss = Losses.CATALOGUE.read("loss", Yaml.read("loss", loss), problems);
    Spec readOptimizer = OPTIMIZERS.read("optimizer", Yaml.read("optimizer", optimizer), problems);
    List<Metric> readMetrics = new ArrayList<>();
    for (int i = 0; i < metrics.length; i++) {
      String where = "metrics[" + i + "]";
      readMetrics.add(Metrics.CATALOGUE.read(where, Yaml.read(where, metrics[i]), problems));
    }
    problems.throwIfAny();
    return new Compilation(readLoss, readOptimizer, readMetrics);
  }
}
