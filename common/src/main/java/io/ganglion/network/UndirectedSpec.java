package io.ganglion.network;

import io.ganglion.data.Columns;
import io.ganglion.data.Shape;
import io.ganglion.loss.Loss;

/**
 * The hyperparameters of a network whose connections have no direction: it learns the columns
 * themselves, answers with them, and knows the energy of a row. It stands alone, at most behind
 * stages such as rescaling.
 */
public interface UndirectedSpec extends LayerSpec {
  /**
   * Binds the network to the columns.
   *
   * @throws NetworkException if it can't take them
   */
  Undirected bind(Columns columns, Plan plan);

  /** What is reported of its answers, given the columns themselves. */
  Loss loss();

  /** Whether one pass stores the rows in its weights; if not, it learns step by step. */
  boolean stores();

  @Override
  default Layer bind(Shape in, Plan plan) {
    throw new NetworkException(
        plan.where()
            + ": expected "
            + kind()
            + " as the only layer of its network, since it has no direction, found layers beside"
            + " it: remove them");
  }

  /** Checks that every column is a number without gaps: nothing else is a unit. */
  default void checkColumns(Columns columns, Plan plan) {
    if (columns.kind() != Columns.Kind.EXAMPLE || !columns.numericOnly() || columns.flags() > 0) {
      String found =
          columns.kind() != Columns.Kind.EXAMPLE
              ? "sequences or graphs"
              : columns.flags() > 0
                  ? "missing values in " + columns.flags() + " of them"
                  : !columns.categories().isEmpty()
                      ? "columns of names: " + String.join(", ", columns.categoryNames())
                      : "a column of sparse vectors";
      throw new NetworkException(
          plan.where()
              + ": expected columns of numbers without gaps, found "
              + found
              + ": list the columns of the pattern as data.features, and fill or leave out rows"
              + " with gaps");
    }
  }
}
