package io.ganglion.network;

/** How a layer works along the steps of a sequence. */
public enum Steps {
  /** Each row by itself, as rows that are no steps. */
  EACH,
  /** With a state that goes from each step to the one behind it. */
  FORWARD,
  /** With a state that goes from each step to the one before it. */
  BACKWARD,
  /** All steps of a sequence become one row. */
  POOLED;

  /** The same along sequences whose steps stand in reverse order. */
  public Steps reversed() {
    return switch (this) {
      case FORWARD -> BACKWARD;
      case BACKWARD -> FORWARD;
      case EACH, POOLED -> this;
    };
  }

  /** Whether a state goes from step to step. */
  public boolean recurrent() {
    return this == FORWARD || this == BACKWARD;
  }
}
