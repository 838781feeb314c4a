package io.ganglion.network;

import io.ganglion.data.Columns;

/** A leading entry of a network that works on the columns: normalization, rescaling, dropout. */
public interface InputStageSpec extends LayerSpec {
  /**
   * Binds the stage to the columns.
   *
   * @throws NetworkException if it can't work on them
   */
  InputStage bindStage(Columns columns, Plan plan);
}
