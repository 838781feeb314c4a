package io.ganglion.model;

import io.ganglion.data.RawRow;
import io.ganglion.data.RowEncoder;
import io.ganglion.data.Schema;
import io.ganglion.data.Structure;
import io.ganglion.tensor.Matrix;
import io.ganglion.train.ModelSpec;

/** Predicts for rows of raw columns, a batch at a time, each row an example. For one thread. */
public final class Predictor extends ModelPass {
  private final RowEncoder encoder;
  private final int width;
  private final float[] encoded;
  private final int capacity;

  /**
   * A predictor.
   *
   * @param weights the flat vector of all parameters, not written
   * @param capacity rows a batch at most
   */
  public Predictor(Schema schema, ModelSpec spec, float[] weights, int capacity) {
    super(spec, weights);
    this.encoder = new RowEncoder(schema);
    this.width = schema.width();
    this.capacity = capacity;
    this.encoded = new float[capacity * width];
    batch.ids = new int[capacity * batch.idColumns];
    batch.sparse.start = new int[capacity + 1];
  }

  /** The most rows of a batch. */
  public int capacity() {
    return capacity;
  }

  /**
   * Puts a row into the batch, after those before it.
   *
   * @param row below the capacity
   */
  public void set(int row, RawRow raw) {
    encoder.encode(raw.numbers, 0, encoded, row * width);
    for (int c = 0; c < batch.idColumns; c++) {
      batch.ids[row * batch.idColumns + c] = encoder.id(c, raw.categories[c]);
    }
    if (batch.sparse.columns > 0) {
      batch.sparse.set(row, raw.index, raw.value, raw.stored);
    }
  }

  /**
   * Predicts for the rows that were set.
   *
   * @return {@link #prediction}, overwritten by the next call
   */
  public Matrix predict(int rows) {
    batch.numeric.point(encoded, 0, rows, width);
    batch.sparse.rows = batch.sparse.columns > 0 ? rows : 0;
    ((Structure.Independent) batch.structure).rows = rows;
    return run();
  }
}
