package io.ganglion.optimize;

import io.ganglion.config.Section;
import io.ganglion.config.Spec;

/**
 * How the learning rate changes while training goes on: a share of the optimizer's learning rate
 * for each place in training.
 *
 * <p>A place is counted in epochs, fractions of one included: the number of steps in an epoch
 * depends on the shards. What a schedule remembers of the past is in a state that travels with the
 * weights, so the share of a place is the same on every cluster and after a new start.
 */
public interface Schedule extends Spec {
  /** The key of {@link #warmUp} in a job file. */
  String WARM_UP = "warmUp";

  /** The epochs in which the rate rises from 0 in proportion; the schedule begins after them. */
  double warmUp();

  /**
   * The share of the learning rate, warm-up aside.
   *
   * @param epoch since the end of the warm-up, at least 0
   * @param epochs from the end of the warm-up to the end of training, at most
   */
  double share(double epoch, double epochs, double[] state);

  /** The state before the first epoch; empty where the past does not matter. */
  default double[] start() {
    return new double[0];
  }

  /**
   * The state after an epoch.
   *
   * @param state before it; not written
   * @param heldOut its held-out value; smaller is better
   */
  default double[] after(double[] state, double heldOut) {
    return state;
  }

  /** Whether it needs held-out rows. */
  default boolean watches() {
    return false;
  }

  /**
   * The share of the learning rate: {@code min(1, place / warmUp) · share(place − warmUp)}.
   *
   * @param place epochs since the start of training
   * @param epochs of the whole training, at most
   */
  default double factor(double place, double epochs, double[] state) {
    double warmUp = warmUp();
    double share = share(Math.max(0.0, place - warmUp), epochs - warmUp, state);
    return place < warmUp ? place / warmUp * share : share;
  }

  /** Reads {@link #warmUp} of a schedule. */
  static double warmUp(Section section) {
    return section.number(WARM_UP, 0.0, 0.0, Double.POSITIVE_INFINITY);
  }

  /** How far a stretch of training has come: from 0 to 1, and 1 beyond its end. */
  static double progress(double epoch, double over) {
    return epoch < over ? epoch / over : 1.0;
  }
}
