package io.ganglion.train;

/** Targets that the loss cannot take. */
public final class TargetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TargetException(String message) {
    super(message);
  }
}
