package io.ganglion.network;

import io.ganglion.config.Spec;
import io.ganglion.data.Shape;
import io.ganglion.loss.Loss;
import java.util.List;

/** The hyperparameters of a layer: a record that travels with a job and is written into a model. */
public interface LayerSpec extends Spec {
  /**
   * Binds the layer to the shape of its input, and reserves parameters and buffers.
   *
   * @throws NetworkException if the shape doesn't fit
   */
  Layer bind(Shape in, Plan plan);

  /**
   * This layer without its final activation, if that is what the loss applies anyway: softmax and
   * sigmoid are fused into their cross-entropy.
   */
  default LayerSpec withoutLink(Loss.Link link) {
    return this;
  }

  /** The name of the final activation, or null where the layer ends in none that could clash. */
  default String finalActivation() {
    return null;
  }

  /** How many edges away from a node lies what its row of the output depends on. */
  default int hops() {
    return NetworkSpec.hops(inner());
  }

  /** Whether it makes one row of those of the nodes of an example. */
  default boolean joinsSeeds() {
    return false;
  }

  /** The layers inside a combinator, in the order in which they are bound. */
  default List<LayerEntry> inner() {
    return List.of();
  }
}
