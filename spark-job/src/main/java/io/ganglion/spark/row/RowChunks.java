package io.ganglion.spark.row;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.UserDefinedType;

/**
 * Packs the rows of a partition, as they arrive, into chunks of a bounded size. A row has numbers,
 * those that are written names last, then texts, then a vector where there is one.
 */
final class RowChunks implements Iterator<RawChunk> {
  private static final int FIRST_ROWS = 256;
  private static final int GROWTH = 8;
  private static final int MOST_VALUES = 4_000_000;

  /** Type, size, indices and values, as a column of vectors is stored. */
  private static final int VECTOR_FIELDS = 4;

  private final Iterator<InternalRow> rows;
  private final RowLayout layout;
  private final long seed;
  private final UserDefinedType<Vector> vectors;
  private final int[] sources;

  /** The places of the first text and of the vector in a row. */
  private final int texts;

  private final int vector;
  private int firstRows = FIRST_ROWS;

  RowChunks(Iterator<InternalRow> rows, RowLayout layout, long seed) {
    this.rows = rows;
    this.layout = layout;
    this.seed = seed;
    this.sources = layout.names().stream().mapToInt(i -> i).toArray();
    int written = (int) Arrays.stream(sources).filter(source -> source >= 0).count();
    this.texts = layout.numbers() + written;
    this.vector = texts + sources.length - written;
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
    int width = layout.numbers();
    int names = layout.names().size();
    NameDictionary[] dictionaries = new NameDictionary[names];
    Arrays.setAll(dictionaries, i -> new NameDictionary());
    RawChunk chunk = new RawChunk();
    chunk.vectors = layout.vector() ? new RawVectors() : null;
    reserve(chunk, firstRows, width, names);
    int most =
        Math.max(FIRST_ROWS, Math.min(SortedPlaces.MOST, MOST_VALUES / Math.max(1, width + names)));
    int r = 0;
    while (r < most && rows.hasNext() && values(chunk) < MOST_VALUES) {
      if (r == chunk.hashes.length) {
        reserve(chunk, Math.min(most, GROWTH * r), width, names);
      }
      InternalRow row = rows.next();
      int at = r * width;
      for (int i = 0; i < width; i++) {
        chunk.numbers[at + i] = row.getDouble(i);
      }
      long hash = RowHash.add(seed, chunk.numbers, at, width);
      for (int i = 0; i < names; i++) {
        int source = sources[i];
        int id =
            source >= 0
                ? dictionaries[i].id(row.getDouble(source))
                : dictionaries[i].id(text(row, texts - 1 - source));
        chunk.ids[r * names + i] = id;
        hash = RowHash.add(hash, dictionaries[i].hash(id));
      }
      if (chunk.vectors != null) {
        chunk.vectors.add(r, vector(row));
        hash = RowHash.add(hash, chunk.vectors, r);
      }
      chunk.hashes[r] = RowHash.end(hash);
      r++;
    }
    finish(chunk, r, width, names);
    firstRows = r;
    chunk.dictionaries =
        Arrays.stream(dictionaries).map(NameDictionary::names).toArray(String[][]::new);
    return chunk;
  }

  /** A text; null where it is missing. */
  private static String text(InternalRow row, int at) {
    return row.isNullAt(at) ? null : row.getUTF8String(at).toString();
  }

  private Vector vector(InternalRow row) {
    return row.isNullAt(vector) ? null : vectors.deserialize(row.getStruct(vector, VECTOR_FIELDS));
  }

  private static int values(RawChunk chunk) {
    return chunk.vectors == null ? 0 : chunk.vectors.index.length;
  }

  private static void reserve(RawChunk chunk, int rows, int width, int names) {
    boolean first = chunk.hashes == null;
    chunk.hashes = first ? new long[rows] : Arrays.copyOf(chunk.hashes, rows);
    chunk.numbers = first ? new double[rows * width] : Arrays.copyOf(chunk.numbers, rows * width);
    chunk.ids = first ? new int[rows * names] : Arrays.copyOf(chunk.ids, rows * names);
  }

  private static void finish(RawChunk chunk, int rows, int width, int names) {
    chunk.examples = rows;
    if (chunk.hashes.length > rows) {
      reserve(chunk, rows, width, names);
    }
    if (chunk.vectors != null) {
      chunk.vectors.trim(rows);
    }
  }
}
