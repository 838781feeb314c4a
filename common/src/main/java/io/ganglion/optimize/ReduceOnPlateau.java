package io.ganglion.optimize;

import io.ganglion.config.Section;

/**
 * Multiplies the learning rate by a factor when the held-out value has not improved for some
 * epochs, and then waits as long again.
 *
 * <p>The state is {share, reference, waited}: the share of the learning rate now, the held-out
 * value that is to be improved on, and the epochs since it was, or since the last reduction.
 *
 * @param factor in [0, 1)
 * @param patience epochs without an improvement, at least 1
 * @param minChange by which a held-out value must be better to count, in its own units; at least 0
 * @param least the share of the learning rate that is kept, in [0, 1)
 * @param warmUp epochs, at least 0
 */
public record ReduceOnPlateau(
    double factor, int patience, double minChange, double least, double warmUp)
    implements Schedule {
  /** The name in a job file. */
  static final String KIND = "reduce_on_plateau";

  private static final int SHARE = 0;
  private static final int REFERENCE = 1;
  private static final int WAITED = 2;

  /** A tenth after 10 epochs, again and again. */
  public static ReduceOnPlateau defaults() {
    return new ReduceOnPlateau(0.1, 10, 1e-4, 0.0, 0.0);
  }

  /** Reads the hyperparameters that are given, and takes the defaults for the others. */
  public static ReduceOnPlateau read(Section section) {
    ReduceOnPlateau otherwise = defaults();
    return new ReduceOnPlateau(
        section.number("factor", otherwise.factor, 0.0, 1.0),
        section.integer("patience", otherwise.patience, 1),
        section.number("minChange", otherwise.minChange, 0.0, Double.POSITIVE_INFINITY),
        section.number("least", otherwise.least, 0.0, 1.0),
        Schedule.warmUp(section));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public boolean watches() {
    return true;
  }

  @Override
  public double[] start() {
    return new double[] {1.0, Double.POSITIVE_INFINITY, 0.0};
  }

  @Override
  public double share(double epoch, double epochs, double[] state) {
    return state[SHARE];
  }

  @Override
  public double[] after(double[] state, double heldOut) {
    double[] next = state.clone();
    if (heldOut < state[REFERENCE] - minChange) {
      next[REFERENCE] = heldOut;
      next[WAITED] = 0.0;
      return next;
    }
    next[WAITED]++;
    if (next[WAITED] >= patience) {
      next[SHARE] = Math.max(least, factor * state[SHARE]);
      next[WAITED] = 0.0;
    }
    return next;
  }
}
