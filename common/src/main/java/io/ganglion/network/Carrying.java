package io.ganglion.network;

/** A bound layer that carries a state from one piece of a sequence to the next. */
public interface Carrying {
  /**
   * Keeps the state after the last step of the batch of the last forward pass for a batch that
   * continues it: see {@link io.ganglion.data.Pieces}. Nothing else may be asked of the batch in
   * hand after that.
   */
  void carry(Pass pass);
}
