package io.ganglion.layer;

import io.ganglion.config.Section;
import io.ganglion.network.Initializer;
import io.ganglion.network.LayerSpec;

/**
 * A layer that goes over a sequence step by step, with a state {@code [units]} that is 0 before the
 * first step.
 */
interface Recurrent extends LayerSpec {
  /** The width of the state, at least 1. */
  int units();

  /** Whether the output is the state after each step, and not that after the last step alone. */
  boolean returnSequences();

  /** The rate of {@link SequenceDropout} on the input, in [0, 1). */
  double dropout();

  /** The rate of {@link SequenceDropout} on the state where it enters the sums, in [0, 1). */
  double recurrentDropout();

  /** Of the weights of the input. */
  Initializer initializer();

  /** Of the weights of the state. */
  Initializer recurrentInitializer();

  /** Refuses hyperparameters that no layer could have. */
  static void check(int units, double dropout, double recurrentDropout) {
    if (units < 1) {
      throw new IllegalArgumentException("units: expected at least 1, found " + units);
    }
    checkRate("dropout", dropout);
    checkRate("recurrentDropout", recurrentDropout);
  }

  private static void checkRate(String name, double rate) {
    if (!(rate >= 0.0 && rate < 1.0)) {
      throw new IllegalArgumentException(name + ": expected at least 0 and below 1, found " + rate);
    }
  }

  /** Reads a rate in [0, 1), by default 0. */
  static double rate(Section section, String key) {
    return section.number(key, 0.0, 0.0, 1.0);
  }
}
