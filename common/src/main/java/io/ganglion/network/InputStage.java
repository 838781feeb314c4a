package io.ganglion.network;

import io.ganglion.data.Batch;

/** Rewrites the columns of a batch in place, before the first layer reads them. */
public interface InputStage {
  void apply(Pass pass, Batch batch);
}
