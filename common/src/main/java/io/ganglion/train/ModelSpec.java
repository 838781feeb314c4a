package io.ganglion.train;

import io.ganglion.data.Augmentation;
import io.ganglion.data.AugmentationException;
import io.ganglion.data.Augmentations;
import io.ganglion.data.Augmenter;
import io.ganglion.data.Columns;
import io.ganglion.data.TargetScaling;
import io.ganglion.loss.Loss;
import io.ganglion.metric.Metric;
import io.ganglion.metric.ScalarMetric;
import io.ganglion.metric.Task;
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
 * @param augment what is done to training rows, and to no others, in this order
 */
public record ModelSpec(
    NetworkSpec network,
    Columns columns,
    Loss loss,
    List<Metric> metrics,
    TargetScaling scaling,
    List<Augmentation> augment)
    implements Serializable {
  public ModelSpec {
    metrics = List.copyOf(metrics);
    augment = List.copyOf(augment);
  }

  /** A model whose training rows stay as they are. */
  public ModelSpec(
      NetworkSpec network,
      Columns columns,
      Loss loss,
      List<Metric> metrics,
      TargetScaling scaling) {
    this(network, columns, loss, metrics, scaling, List.of());
  }

  /** The same without the metrics that have no curve over the epochs. */
  public ModelSpec withScalarMetrics() {
    List<Metric> scalars = metrics.stream().filter(m -> m instanceof ScalarMetric).toList();
    return new ModelSpec(network, columns, loss, scalars, scaling, augment);
  }

  /**
   * Whether users are shown the loss that training sees: of targets as they are, and of a loss
   * behind a link, which would mean nothing on outputs in other units.
   */
  boolean lossAsTrained() {
    return scaling.none() || loss.link() != Loss.Link.IDENTITY;
  }

  /** Whether a metric asks for the energies of rows. */
  boolean readsEnergies() {
    return metrics.stream().anyMatch(metric -> metric.tasks().contains(Task.ENERGY));
  }

  /** What a network does that learns by a loss. */
  public static Task task(Loss loss) {
    return switch (loss.target()) {
      case NUMBERS -> Task.NUMBERS;
      case BINARY -> Task.YES_OR_NO;
      case CLASS -> Task.CLASSES;
    };
  }

  /** Binds the network to columns and loss. */
  public Network bind() {
    return Network.bind(network, columns, loss);
  }

  /**
   * Binds what is done to the batches of one thread that trains.
   *
   * @throws AugmentationException if it makes no sense for the columns
   */
  public Augmenter bindAugmenter() {
    return Augmentations.bind(augment, columns);
  }

  /** The same model, of which only the loss is reported. */
  ModelSpec withoutMetrics() {
    return new ModelSpec(network, columns, loss, List.of(), scaling, augment);
  }
}
