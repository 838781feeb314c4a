package io.ganglion.train;

import java.io.Serializable;

/**
 * Where training stands: what the driver broadcasts, and what a checkpoint holds.
 *
 * <p>Immutable by convention: tasks in one JVM share it, and clone what they change.
 */
public final class TrainState implements Serializable {
  private static final long serialVersionUID = 1L;

  /** All parameters. */
  public final float[] weights;

  /**
   * The state vectors of the optimizer, each as long as the weights, and behind them those of the
   * strategy; none for an optimizer that begins anew.
   */
  public final float[][] vectors;

  /** The scalars of a minimiser, or of a schedule of the learning rate; empty for most. */
  public final double[] scalars;

  /** The number of optimizer steps so far; of the longest shard, where they differ. */
  public final long steps;

  /** The number of epochs that are done. */
  public final int epoch;

  public TrainState(float[] weights, float[][] vectors, double[] scalars, long steps, int epoch) {
    this.weights = weights;
    this.vectors = vectors;
    this.scalars = scalars;
    this.steps = steps;
    this.epoch = epoch;
  }

  /** The state before training: fresh weights and {@code vectors} state vectors of zeros. */
  public static TrainState start(float[] weights, int vectors) {
    return new TrainState(weights, new float[vectors][weights.length], new double[0], 0, 0);
  }

  /** The same with other scalars. */
  TrainState withScalars(double[] scalars) {
    return new TrainState(weights, vectors, scalars, steps, epoch);
  }

  /** What an evaluation or a gradient needs of the state. */
  TrainState weightsOnly() {
    return new TrainState(weights, new float[0][], new double[0], steps, epoch);
  }
}
