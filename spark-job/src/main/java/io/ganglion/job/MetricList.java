package io.ganglion.job;

import io.ganglion.config.Section;
import io.ganglion.loss.Loss;
import io.ganglion.metric.Accuracy;
import io.ganglion.metric.Metric;
import io.ganglion.metric.Metrics;
import io.ganglion.metric.Task;
import io.ganglion.train.ModelSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** Reads the metrics of a job, and holds them against its loss. */
final class MetricList {
  private MetricList() {}

  /**
   * Reads {@code training.metrics}.
   *
   * @param loss null if it is unknown
   * @param undirected whether rows have an energy
   */
  static List<Metric> read(Section training, Loss loss, boolean undirected) {
    List<Metric> metrics = new ArrayList<>();
    List<Object> items = training.items("metrics");
    for (int i = 0; i < items.size(); i++) {
      String key = "metrics[" + i + "]";
      Metric metric = Metrics.CATALOGUE.read(training.path(key), items.get(i), training.problems());
      if (metric == null) {
        continue;
      }
      if (metrics.stream().anyMatch(m -> m.kind().equals(metric.kind()))) {
        training.problem("metrics", "names '" + metric.kind() + "' twice");
        continue;
      }
      boolean ofEnergy = metric.tasks().contains(Task.ENERGY);
      if (loss != null && !(ofEnergy ? undirected : fits(metric, loss, training))) {
        training.problem(key, misfit(metric, loss));
      }
      metrics.add(metric);
    }
    return metrics;
  }

  private static boolean fits(Metric metric, Loss loss, Section training) {
    // A step unit that learns raw targets of 0 and 1 gives answers, not estimates of a number.
    boolean answers =
        loss.target() == Loss.Target.NUMBERS && "raw".equals(training.value("targets"));
    return metric.tasks().contains(ModelSpec.task(loss)) || (answers && metric instanceof Accuracy);
  }

  private static String misfit(Metric metric, Loss loss) {
    List<String> fitting =
        StreamSupport.stream(Metrics.CATALOGUE.entries().spliterator(), false)
            .filter(entry -> entry.samples().get(0).tasks().contains(ModelSpec.task(loss)))
            .map(entry -> entry.name())
            .toList();
    return String.format(
        "%s is for %s, but the loss %s is for %s: take %s, or another loss",
        metric.kind(),
        String.join(" or ", metric.tasks().stream().map(MetricList::described).toList()),
        loss.kind(),
        described(ModelSpec.task(loss)),
        String.join(", ", fitting));
  }

  private static String described(Task task) {
    return switch (task) {
      case NUMBERS -> "numbers";
      case YES_OR_NO -> "yes-or-no answers";
      case CLASSES -> "classes";
      case ENERGY -> "undirected networks";
    };
  }
}
