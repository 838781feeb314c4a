package io.ganglion.spark.row;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Packs the rows of a partition, as they arrive, into chunks of a bounded size. */
final class RowChunks implements Iterator<RawChunk> {
  private static final int FIRST_ROWS = 256;
  private static final int GROWTH = 8;
  private static final int MOST_VALUES = 4_000_000;

  private final Iterator<? extends TableRow> rows;
  private final RowLayout layout;
  private final long seed;
  private int firstRows = FIRST_ROWS;

  RowChunks(Iterator<? extends TableRow> rows, RowLayout layout, long seed) {
    this.rows = rows;
    this.layout = layout;
    this.seed = seed;
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
    int[] sources = layout.names().stream().mapToInt(i -> i).toArray();
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
      TableRow row = rows.next();
      double[] numbers = row.getNumbers();
      System.arraycopy(numbers, 0, chunk.numbers, r * width, width);
      long hash = RowHash.add(seed, numbers, 0, width);
      for (int i = 0; i < names; i++) {
        int source = sources[i];
        int id =
            source >= 0
                ? dictionaries[i].id(numbers[source])
                : dictionaries[i].id(row.getTexts()[-1 - source]);
        chunk.ids[r * names + i] = id;
        hash = RowHash.add(hash, dictionaries[i].hash(id));
      }
      if (chunk.vectors != null) {
        chunk.vectors.add(r, ((VectorRow) row).getVector());
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
