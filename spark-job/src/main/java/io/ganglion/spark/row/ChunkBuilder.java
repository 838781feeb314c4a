package io.ganglion.spark.row;

import java.util.Arrays;

/** Collects rows that are an example each into chunks of a bounded size, column by column. */
final class ChunkBuilder {
  private static final int FIRST_ROWS = 256;
  private static final int GROWTH = 8;
  private static final int MOST_VALUES = 4_000_000;

  private final int width;
  private final int names;
  private final boolean hasVector;
  private final long seed;
  private final int most;

  /** {@code [layout.numbers()][capacity]}: whoever reads writes the rows that it {@link #add}s. */
  double[][] numbers;

  private int[] ids;
  private RawVectors vectors;
  private long[] hashes;
  private NameDictionary[] dictionaries;
  private int rows;
  private int hashed;
  private int firstRows = FIRST_ROWS;

  ChunkBuilder(RowLayout layout, long seed) {
    this.width = layout.numbers();
    this.names = layout.names().size();
    this.hasVector = layout.vector();
    this.seed = seed;
    int ofValues = MOST_VALUES / Math.max(1, width + names);
    this.most = Math.max(FIRST_ROWS, Math.min(SortedPlaces.MOST, ofValues));
  }

  /** Begins a chunk. */
  void begin() {
    rows = 0;
    hashed = 0;
    dictionaries = new NameDictionary[names];
    Arrays.setAll(dictionaries, i -> new NameDictionary());
    vectors = hasVector ? new RawVectors() : null;
    numbers = new double[width][firstRows];
    ids = new int[firstRows * names];
    hashes = new long[firstRows];
  }

  /** The number of rows that the chunk takes without growing, at least 1; 0 where it is full. */
  int room() {
    if (rows == most || (vectors != null && vectors.index.length >= MOST_VALUES)) {
      return 0;
    }
    if (rows == hashes.length) {
      resize(Math.min(most, GROWTH * rows));
    }
    return hashes.length - rows;
  }

  /** The number of rows so far. */
  int rows() {
    return rows;
  }

  /** Adds a number of rows, at most as many as there is {@link #room} for. */
  void add(int count) {
    rows += count;
  }

  /** Sets the name of a row in a column of names. */
  void name(int row, int column, String name) {
    ids[row * names + column] = dictionaries[column].id(name);
  }

  /** Sets the name that is written as a number, NaN for a missing one. */
  void name(int row, int column, double name) {
    ids[row * names + column] = dictionaries[column].id(name);
  }

  /** The vectors of the rows. */
  RawVectors vectors() {
    return vectors;
  }

  /** Hashes the rows that are new; best while they are still in the processor's cache. */
  void hash() {
    Arrays.fill(hashes, hashed, rows, seed);
    for (double[] column : numbers) {
      RowHash.add(hashes, column, hashed, rows);
    }
    for (int row = hashed; row < rows; row++) {
      long hash = hashes[row];
      for (int i = 0; i < names; i++) {
        hash = RowHash.add(hash, dictionaries[i].hash(ids[row * names + i]));
      }
      if (vectors != null) {
        hash = RowHash.add(hash, vectors, row);
      }
      hashes[row] = RowHash.end(hash);
    }
    hashed = rows;
  }

  /** The chunk. */
  RawChunk chunk() {
    hash();
    if (hashes.length > rows) {
      resize(rows);
    }
    if (vectors != null) {
      vectors.trim(rows);
    }
    firstRows = rows;
    RawChunk chunk = new RawChunk();
    chunk.examples = rows;
    chunk.numbers = numbers;
    chunk.ids = ids;
    chunk.vectors = vectors;
    chunk.hashes = hashes;
    chunk.dictionaries =
        Arrays.stream(dictionaries).map(NameDictionary::names).toArray(String[][]::new);
    return chunk;
  }

  private void resize(int capacity) {
    for (int i = 0; i < width; i++) {
      numbers[i] = Arrays.copyOf(numbers[i], capacity);
    }
    ids = Arrays.copyOf(ids, capacity * names);
    hashes = Arrays.copyOf(hashes, capacity);
  }
}
