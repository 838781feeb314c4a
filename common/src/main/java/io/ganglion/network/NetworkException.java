package io.ganglion.network;

/** A network's parts don't fit together; the message names the entry, what fits, and the fix. */
public final class NetworkException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NetworkException(String message) {
    super(message);
  }
}
