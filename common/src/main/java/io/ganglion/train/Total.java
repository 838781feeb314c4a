package io.ganglion.train;

import java.util.ArrayList;
import java.util.List;

/**
 * Partial results merged in the order of the shards. Vectors are summed in double, weighted by each
 * shard's weight, and divided once at the end.
 *
 * <p>It keeps no vector longer than it needs it: those of a wide first layer fill memory.
 */
public final class Total {
  private final List<double[][]> statistics = new ArrayList<>();

  /** The vectors of the only shard so far, or the averages once they were asked for. */
  private float[][] averages = new float[0][];

  private double[][] sums;
  private double weight;
  private long steps;

  /** Adds the result of the next shard; not after {@link #averages}. */
  public void add(Partial partial) {
    statistics.add(partial.statistics);
    if (partial.weight == 0.0) {
      return;
    }
    steps = Math.max(steps, partial.steps);
    if (weight == 0.0) {
      weight = partial.weight;
      averages = partial.vectors;
      return;
    }
    if (sums == null) {
      sums = new double[averages.length][];
      for (int v = 0; v < sums.length; v++) {
        sums[v] = new double[averages[v].length];
        addScaled(sums[v], averages[v], weight);
      }
      averages = null;
    }
    weight += partial.weight;
    for (int v = 0; v < sums.length; v++) {
      addScaled(sums[v], partial.vectors[v], partial.weight);
    }
  }

  private static void addScaled(double[] sum, float[] x, double scale) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += scale * x[i];
    }
  }

  /** The weight of all examples. */
  public double weight() {
    return weight;
  }

  /** The most steps that a shard took. */
  public long steps() {
    return steps;
  }

  /**
   * The averages of the vectors over all examples; of a single shard, the shard's own vectors; none
   * where every shard was empty.
   */
  public float[][] averages() {
    if (sums != null) {
      averages = new float[sums.length][];
      for (int v = 0; v < averages.length; v++) {
        averages[v] = divided(sums[v]);
        sums[v] = null;
      }
      sums = null;
    }
    return averages;
  }

  private float[] divided(double[] sum) {
    float[] average = new float[sum.length];
    for (int i = 0; i < sum.length; i++) {
      average[i] = (float) (sum[i] / weight);
    }
    return average;
  }

  /** The statistics of each shard, in shard order. */
  public List<double[][]> statistics() {
    return statistics;
  }
}
