package io.ganglion.train;

import java.io.Serializable;

/**
 * What a task found on its shard. Vectors are averages over the shard and count by its weight; the
 * statistics are merged by themselves.
 */
public final class Partial implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The weight of the shard's examples; 0 for an empty shard. */
  public final double weight;

  /** Vectors that are averaged by weight: parameters, optimizer state, gradients. */
  public final float[][] vectors;

  /** Numbers that are merged by the task's own rule: sums of losses, states of metrics. */
  public final double[][] statistics;

  /** The number of optimizer steps taken. */
  public final long steps;

  public Partial(double weight, float[][] vectors, double[][] statistics, long steps) {
    this.weight = weight;
    this.vectors = vectors;
    this.statistics = statistics;
    this.steps = steps;
  }
}
