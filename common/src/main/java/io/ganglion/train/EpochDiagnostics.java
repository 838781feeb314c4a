package io.ganglion.train;

import io.ganglion.network.Stalling;
import java.util.List;

/**
 * How the layers fared in an epoch, by the first rows of every shard.
 *
 * @param rows that were looked at
 * @param layers with parameters of their own or units that can stall, in the order of binding
 */
public record EpochDiagnostics(long rows, List<Layer> layers) {
  public EpochDiagnostics {
    layers = List.copyOf(layers);
  }

  /**
   * A layer.
   *
   * @param name for example {@code dense_1}
   * @param gradientNorm the Euclidean norm of the gradient by its parameters on a batch, as the
   *     root of the weighted mean of squares over shards; NaN without trained parameters
   * @param stall how its units stall; null where they cannot
   * @param stalled the share of units with a slope below {@link LayerProbe#SLOPE}: of dead ones for
   *     every row, of saturated ones counted row by row; NaN where they cannot stall
   */
  public record Layer(String name, double gradientNorm, Stalling.Kind stall, double stalled) {}
}
