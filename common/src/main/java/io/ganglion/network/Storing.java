package io.ganglion.network;

import io.ganglion.data.Batch;

/** An undirected network whose weights follow from the correlations of the rows, at once. */
public interface Storing {
  /** The number of different correlations. */
  int correlations();

  /** Adds the weighted correlations of the rows of a batch. */
  void correlate(Batch batch, double[] sums);

  /**
   * Writes the weights that store the rows.
   *
   * @param sums of {@link #correlate} over all rows
   * @param weights the flat vector of all parameters
   */
  void store(double[] sums, float[] weights);
}
