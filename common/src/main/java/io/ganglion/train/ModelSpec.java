package io.ganglion.train;

import io.ganglion.data.Columns;
import io.ganglion.data.TargetScaling;
import io.ganglion.loss.Loss;
import io.ganglion.metric.Metric;
import io.ganglion.metric.ScalarMetric;
import io.ganglion.network.Network;
import io.ganglion.network.NetworkSpec;
import java.io.Serializable;
import java.util.List;

/**
 * What is trained, as it travels to the executors.
 *
 * @param network from first to last layer
 * @param columns that reach it
 * @param loss that training lowers
 * @param metrics that are reported besides
 * @param scaling of the targets
 */
public record ModelSpec(
    NetworkSpec network, Columns columns, Loss loss, List<Metric> metrics, TargetScaling scaling)
    implements Serializable {
  public ModelSpec {
    metrics = List.copyOf(metrics);
  }

  /** The same without the metrics that have no curve over the epochs. */
  public ModelSpec withScalarMetrics() {
    List<Metric> scalars = metrics.stream().filter(m -> m instanceof ScalarMetric).toList();
    return new ModelSpec(network, columns, loss, scalars, scaling);
  }

  /** Binds the network to columns and loss. */
  public Network bind() {
    return Network.bind(network, columns, loss);
  }

  /** The same model, of which only the loss is reported. */
  ModelSpec withoutMetrics() {
    return new ModelSpec(network, columns, loss, List.of(), scaling);
  }
}
