package io.ganglion.train;

/** The loss is no longer a finite number. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient TrainState lastFinite;

  public DivergedException(String message, TrainState lastFinite) {
    super(message);
    this.lastFinite = lastFinite;
  }

  /** The state before the epoch or round that diverged. */
  public TrainState lastFinite() {
    return lastFinite;
  }
}
