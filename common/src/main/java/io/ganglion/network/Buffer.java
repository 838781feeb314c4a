package io.ganglion.network;

/**
 * The handle of a matrix of the workspace that every {@link Pass} holds for a layer.
 *
 * @param index its position among the buffers of the network
 * @param extent what the number of rows follows
 * @param rows the number of rows of a fixed buffer
 * @param columns the width
 */
public record Buffer(int index, Extent extent, int rows, int columns) {
  /** What the number of rows of a buffer follows. */
  public enum Extent {
    /** A row an example. */
    EXAMPLES,
    /** A row an input row: a step or a node. */
    ROWS,
    /** A row for all that each node hears: its edges, and behind them itself. */
    HEARD,
    /** A row an edge. */
    EDGES,
    /** A fixed number of rows. */
    FIXED
  }
}
