package io.ganglion.spark.row;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.UserDefinedType;

/**
 * Packs the rows of a partition, as they arrive, into chunks. A row has numbers, those that are
 * written names last, then texts, then a vector where there is one.
 */
final class RowChunks implements Iterator<RawChunk> {
  /** Type, size, indices and values, as a column of vectors is stored. */
  private static final int VECTOR_FIELDS = 4;

  private static final int HASHED_ROWS = 1024;

  private final Iterator<InternalRow> rows;
  private final ChunkBuilder builder;
  private final UserDefinedType<Vector> vectors;
  private final int width;
  private final int[] sources;

  /** The places of the first text and of the vector in a row. */
  private final int texts;

  private final int vector;

  RowChunks(Iterator<InternalRow> rows, RowLayout layout, long seed) {
    this.rows = rows;
    this.builder = new ChunkBuilder(layout, seed);
    this.width = layout.numbers();
    this.sources = layout.names().stream().mapToInt(i -> i).toArray();
    int written = (int) Arrays.stream(sources).filter(source -> source >= 0).count();
    this.texts = layout.numbers() + written;
    this.vector = layout.vector() ? texts + sources.length - written : -1;
    this.vectors = vectorType();
  }

  @SuppressWarnings("unchecked")
  private static UserDefinedType<Vector> vectorType() {
    return (UserDefinedType<Vector>) SQLDataTypes.VectorType();
  }

  @Override
  public boolean hasNext() {
    return rows.hasNext();
  }

  @Override
  public RawChunk next() {
    if (!rows.hasNext()) {
      throw new NoSuchElementException();
    }
    builder.begin();
    while (rows.hasNext() && builder.room() > 0) {
      add(rows.next());
      if (builder.rows() % HASHED_ROWS == 0) {
        builder.hash();
      }
    }
    return builder.chunk();
  }

  private void add(InternalRow row) {
    int r = builder.rows();
    for (int i = 0; i < width; i++) {
      builder.numbers[i][r] = row.getDouble(i);
    }
    for (int i = 0; i < sources.length; i++) {
      if (sources[i] >= 0) {
        builder.name(r, i, row.getDouble(sources[i]));
      } else {
        builder.name(r, i, text(row, texts - 1 - sources[i]));
      }
    }
    if (vector >= 0) {
      builder.vectors().add(r, vector(row));
    }
    builder.add(1);
  }

  /** A text; null where it is missing. */
  private static String text(InternalRow row, int at) {
    return row.isNullAt(at) ? null : row.getUTF8String(at).toString();
  }

  private Vector vector(InternalRow row) {
    return row.isNullAt(vector) ? null : vectors.deserialize(row.getStruct(vector, VECTOR_FIELDS));
  }
}
