package io.ganglion.optimize;

import io.ganglion.config.Spec;

/** A full-batch or second-order method over an {@link Objective}. */
public interface Minimizer extends Spec {
  /** What it remembers between iterations. */
  final class State {
    public final float[][] vectors;
    public final double[] scalars;

    public State(float[][] vectors, double[] scalars) {
      this.vectors = vectors;
      this.scalars = scalars;
    }
  }

  /**
   * What an iteration did.
   *
   * @param value of the objective after it
   * @param gradientNorm after it
   * @param converged whether nothing is left to gain
   */
  record Progress(double value, double gradientNorm, boolean converged) {}

  /** The state before the first iteration, for n parameters. */
  State start(int n);

  /** One iteration: moves {@code weights} and {@code state}. */
  Progress step(Objective objective, float[] weights, State state, long iteration);
}
