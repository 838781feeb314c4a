package io.ganglion.train;

import java.util.ArrayList;
import java.util.List;

/**
 * Partial results merged in the order of the shards. Vectors are summed in double, weighted by each
 * shard's weight, and divided once at the end.
 */
public final class Total {
  private final List<double[][]> statistics = new ArrayList<>();
  private Partial first;
  private double[][] sums;
  private double weight;
  private long steps;

  /** Adds the result of the next shard. */
  public void add(Partial partial) {
    statistics.add(partial.statistics);
    if (partial.weight == 0.0) {
      return;
    }
    weight += partial.weight;
    steps = Math.max(steps, partial.steps);
    if (first == null) {
      first = partial;
      return;
    }
    if (sums == null) {
      sums = new double[first.vectors.length][first.vectors[0].length];
      addScaled(first);
    }
    addScaled(partial);
  }

  private void addScaled(Partial partial) {
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

  /** The number of averaged vectors; 0 where every shard was empty. */
  public int vectors() {
    return first == null ? 0 : first.vectors.length;
  }

  /** The average of a vector over all examples; of a single shard, the shard's own vector. */
  public float[] average(int vector) {
    if (sums == null) {
      return first.vectors[vector];
    }
    double[] sum = sums[vector];
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
