package io.ganglion.network;

import io.ganglion.data.Columns;

/** A layer that can stand first and read a batch's columns itself, as an embedding does. */
public interface InputSpec extends LayerSpec {
  /**
   * Binds the layer to the columns.
   *
   * @throws NetworkException if it can't read them
   */
  InputLayer bindInput(Columns columns, Plan plan);
}
