package io.ganglion.optimize;

import io.ganglion.config.Spec;

/** A full-batch or second-order method over an {@link Objective}. */
public interface Minimizer extends Spec {
  /**
   * What it remembers between iterations: all of it, so that a run goes on from a checkpoint as if
   * nothing had happened. Contents change, lengths don't.
   */
  final class State {
    /** Vectors as long as the parameters. */
    public final float[][] vectors;

    /** Numbers in double: step lengths, dot products, counts. */
    public final double[] scalars;

    public State(float[][] vectors, double[] scalars) {
      this.vectors = vectors;
      this.scalars = scalars;
    }
  }

  /**
   * What an iteration did. Where the weights moved, its last pass for a gradient was at the new
   * ones.
   *
   * @param value of the objective at the new weights
   * @param gradientNorm Euclidean, at the new weights; with an l1 penalty of the pseudo-gradient
   * @param converged why another iteration would gain nothing; null where it would
   */
  record Progress(double value, double gradientNorm, String converged) {}

  /** The state before the first iteration, for {@code n} parameters. */
  State start(int n);

  /**
   * One iteration: moves {@code weights} and {@code state}.
   *
   * @param weights in: where the last iteration left them; out: the new ones
   * @param state of {@link #start}, and after that of the last iteration
   * @param iteration the number of this one, from 1
   */
  Progress step(Objective objective, float[] weights, State state, long iteration);

  /** Whether it takes objectives that {@linkplain Objective#random draw random numbers}. */
  default boolean takesRandom() {
    return false;
  }

  /**
   * The share of a shard's rows whose activations a task keeps in memory; 0 where it has a few rows
   * at a time.
   */
  default double keptShare() {
    return 0.0;
  }

  /** Whether it takes objectives with an {@linkplain Objective#l1 l1 penalty}. */
  default boolean takesL1() {
    return false;
  }
}
