package io.ganglion.train;

import java.util.ArrayList;
import java.util.List;

/**
 * Partial results merged in the order of the shards. Vectors are summed in double, weighted by each
 * shard's weight, and divided once at the end.
 */
public final class Total {
  private final List<double[][]> statistics = new ArrayList<>();
  private double[][] sums = new double[0][];
  private double weight;
  private long steps;

  /** Adds the result of the next shard. */
  public void add(Partial partial) {
    statistics.add(partial.statistics);
    if (partial.weight == 0.0) {
      return;
    }
    if (sums.length == 0) {
      sums = new double[partial.vectors.length][];
      for (int v = 0; v < sums.length; v++) {
        sums[v] = new double[partial.vectors[v].length];
      }
    }
    for (int v = 0; v < sums.length; v++) {
      addScaled(sums[v], partial.vectors[v], partial.weight);
    }
    weight += partial.weight;
    steps = Math.max(steps, partial.steps);
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
    return sums.length;
  }

  /** The average of a vector over all examples. */
  public float[] average(int vector) {
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
