package io.ganglion.optimize;

import java.io.Serializable;

/**
 * How each shard solves for its own Newton step, {@code (Gₛ + λI) δₛ = −g}.
 *
 * @param damping λ, above 0
 * @param share of the shard's rows that its matrix is taken from, in (0, 1]
 * @param iterations products of the solver at most, at least 1
 * @param take how much a new draw of the diagonal counts beside the mean so far, in [0, 1]; 0 for
 *     no draw
 */
public record LocalSolve(double damping, double share, int iterations, double take)
    implements Serializable {
  /** Whether the diagonal is drawn anew. */
  public boolean draws() {
    return take > 0.0;
  }

  /** Moves the mean of the diagonal's draws. */
  public void learn(float[] mean, float[] draw) {
    for (int i = 0; i < mean.length; i++) {
      mean[i] += (float) take * (draw[i] - mean[i]);
    }
  }
}
