package io.ganglion.spark.row;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * Packs the rows of a partition into chunks from the columns in which Parquet and ORC hold them. A
 * batch has numbers, those that are written names last, then texts.
 */
final class BatchChunks implements Iterator<RawChunk> {
  private final Iterator<ColumnarBatch> batches;
  private final ChunkBuilder builder;
  private final int width;
  private final int[] sources;
  private final int[] places;
  private final ColumnNumbers[] numbers;
  private double[] written = new double[0];
  private ColumnarBatch batch;
  private int done;

  /**
   * Chunks of batches.
   *
   * @param places of the numbers, and then of the texts, in a batch
   * @param numbers how the numbers are read
   */
  BatchChunks(
      Iterator<ColumnarBatch> batches,
      int[] places,
      ColumnNumbers[] numbers,
      RowLayout layout,
      long seed) {
    this.batches = batches;
    this.places = places;
    this.numbers = numbers;
    this.builder = new ChunkBuilder(layout, seed);
    this.width = layout.numbers();
    this.sources = layout.names().stream().mapToInt(i -> i).toArray();
  }

  @Override
  public boolean hasNext() {
    while ((batch == null || done == batch.numRows()) && batches.hasNext()) {
      batch = batches.next();
      done = 0;
    }
    return batch != null && done < batch.numRows();
  }

  @Override
  public RawChunk next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    builder.begin();
    int room = builder.room();
    while (room > 0 && hasNext()) {
      int count = Math.min(room, batch.numRows() - done);
      add(count);
      done += count;
      room = builder.room();
    }
    return builder.chunk();
  }

  private void add(int count) {
    for (int i = 0; i < width; i++) {
      numbers[i].read(batch.column(places[i]), done, count, builder.numbers[i], builder.rows());
    }
    for (int i = 0; i < sources.length; i++) {
      if (sources[i] >= 0) {
        addNumbers(i, sources[i], count);
      } else {
        addTexts(i, batch.column(places[numbers.length - 1 - sources[i]]), count);
      }
    }
    builder.add(count);
    builder.hash();
  }

  private void addNumbers(int name, int source, int count) {
    written = written.length < count ? new double[count] : written;
    numbers[source].read(batch.column(places[source]), done, count, written, 0);
    for (int r = 0; r < count; r++) {
      builder.name(builder.rows() + r, name, written[r]);
    }
  }

  private void addTexts(int name, ColumnVector column, int count) {
    for (int r = 0; r < count; r++) {
      boolean missing = column.isNullAt(done + r);
      String text = missing ? null : column.getUTF8String(done + r).toString();
      builder.name(builder.rows() + r, name, text);
    }
  }
}
