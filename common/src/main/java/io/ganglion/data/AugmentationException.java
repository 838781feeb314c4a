package io.ganglion.data;

/** An augmentation and the columns of the data don't fit together. */
public final class AugmentationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A message that says what was expected, what was found, and the fix. */
  public AugmentationException(Augmentation augmentation, String message) {
    super("data.augment: " + augmentation.kind() + ": " + message);
  }
}
