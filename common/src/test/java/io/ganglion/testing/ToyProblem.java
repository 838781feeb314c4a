package io.ganglion.testing;

import io.ganglion.data.Block;
import io.ganglion.loss.BinaryCrossentropy;
import io.ganglion.train.ModelSpec;
import java.util.List;

/**
 * Something that a small network can learn.
 *
 * @param training unequal shards of unequal blocks, the last one empty
 * @param heldOut other rows of the same kind
 */
public record ToyProblem(
    String name, ModelSpec spec, List<List<Block>> training, List<List<Block>> heldOut) {

  /** The held-out loss of the best constant: the weighted mean of the training targets. */
  public double trivialLoss() {
    double mean = weighted(training, y -> y);
    if (spec.loss() instanceof BinaryCrossentropy) {
      return weighted(heldOut, y -> -y * Math.log(mean) - (1 - y) * Math.log(1 - mean));
    }
    return weighted(heldOut, y -> (y - mean) * (y - mean));
  }

  private interface OfTarget {
    double value(double y);
  }

  private static double weighted(List<List<Block>> shards, OfTarget function) {
    double sum = 0;
    double weights = 0;
    for (List<Block> shard : shards) {
      for (Block block : shard) {
        for (int r = 0; r < block.values.length; r++) {
          double weight = block.weights == null ? 1 : block.weights[r];
          sum += weight * function.value(block.values[r]);
          weights += weight;
        }
      }
    }
    return sum / weights;
  }

  @Override
  public String toString() {
    return name;
  }
}
