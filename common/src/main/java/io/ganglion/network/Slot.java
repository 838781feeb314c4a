package io.ganglion.network;

/**
 * A parameter: a slice of the flat vector of all parameters, seen as a matrix {@code [rows,
 * columns]}.
 *
 * @param index its position among the slots of the network
 * @param path the name, for example {@code dense_1/weight}
 * @param offset of its first element in the flat vector
 * @param kind how training treats it
 */
public record Slot(
    int index, String path, int offset, int rows, int columns, Kind kind, Initializer initializer) {

  /** How training treats a parameter. */
  public enum Kind {
    /** Trained, and subject to weight decay. */
    WEIGHT(true, true, false),
    /** Trained, without decay: biases and the like. */
    BIAS(true, false, false),
    /** A table of which a step trains only the rows that its batch touched, without decay. */
    TABLE(true, false, true),
    /** Trained by touched rows as a table is: the transposed weights of a sparse first layer. */
    SPARSE_WEIGHT(true, true, true),
    /** Not trained: statistics. */
    STATISTIC(false, false, false),
    /**
     * Not trained: running means over rows. The slot behind it, as large, is its RUNNING_VARIANCE.
     */
    RUNNING_MEAN(false, false, false),
    /** Not trained: running variances around the means of the slot before it. */
    RUNNING_VARIANCE(false, false, false);

    private final boolean trainable;
    private final boolean decayed;
    private final boolean byRow;

    Kind(boolean trainable, boolean decayed, boolean byRow) {
      this.trainable = trainable;
      this.decayed = decayed;
      this.byRow = byRow;
    }

    public boolean trainable() {
      return trainable;
    }

    public boolean decayed() {
      return decayed;
    }

    public boolean byRow() {
      return byRow;
    }
  }

  /** The number of elements. */
  public int size() {
    return rows * columns;
  }

  /** The offset after the last element. */
  public int end() {
    return offset + size();
  }
}
