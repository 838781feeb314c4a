package io.ganglion.train;

import io.ganglion.network.Network;
import io.ganglion.network.Slot;
import java.util.List;

/**
 * Running means and variances, merged over shards as the moments of all their rows are: {@code m =
 * Σ nₛ mₛ / Σ nₛ} and {@code v = Σ nₛ (vₛ + (mₛ − m)²) / Σ nₛ}, the law of total variance. A plain
 * average would leave out what the means of the shards differ by.
 *
 * <p>A state is {nₛ, the means, the variances}, in the order of the slots; empty where there are no
 * running moments, or no rows.
 */
final class RunningMoments {
  private RunningMoments() {}

  /** The state of a shard with its weight n, after its steps. */
  static double[] of(Network network, float[] weights, double weight) {
    int features = features(network);
    if (features == 0 || weight == 0.0) {
      return new double[0];
    }
    double[] state = new double[1 + 2 * features];
    state[0] = weight;
    int at = 1;
    for (Slot mean : network.slots()) {
      if (mean.kind() != Slot.Kind.RUNNING_MEAN) {
        continue;
      }
      Slot variance = network.slots().get(mean.index() + 1);
      for (int i = 0; i < mean.size(); i++) {
        state[at + i] = weights[mean.offset() + i];
        state[at + features + i] = weights[variance.offset() + i];
      }
      at += mean.size();
    }
    return state;
  }

  private static int features(Network network) {
    return network.slots().stream()
        .filter(slot -> slot.kind() == Slot.Kind.RUNNING_MEAN)
        .mapToInt(Slot::size)
        .sum();
  }

  /**
   * Writes the merged moments into the weights. Those of a single shard stay as they are.
   *
   * @param shards their states in the order of the shards
   */
  static void merge(Network network, List<double[]> shards, float[] weights) {
    List<double[]> states = shards.stream().filter(state -> state.length > 0).toList();
    if (states.size() < 2) {
      return;
    }
    int features = features(network);
    int at = 1;
    for (Slot mean : network.slots()) {
      if (mean.kind() != Slot.Kind.RUNNING_MEAN) {
        continue;
      }
      Slot variance = network.slots().get(mean.index() + 1);
      for (int i = 0; i < mean.size(); i++) {
        double m = mean(states, at + i);
        weights[mean.offset() + i] = (float) m;
        weights[variance.offset() + i] = (float) variance(states, at + i, at + features + i, m);
      }
      at += mean.size();
    }
  }

  private static double mean(List<double[]> states, int mean) {
    double sum = 0.0;
    double weight = 0.0;
    for (double[] state : states) {
      sum += state[0] * state[mean];
      weight += state[0];
    }
    return sum / weight;
  }

  private static double variance(List<double[]> states, int mean, int variance, double middle) {
    double sum = 0.0;
    double weight = 0.0;
    for (double[] state : states) {
      double off = state[mean] - middle;
      sum += state[0] * (state[variance] + off * off);
      weight += state[0];
    }
    return sum / weight;
  }
}
