package io.ganglion.spark.row;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;

/**
 * Collects the sequences of a partition, as they arrive, into chunks of a bounded size. A row has
 * the number of steps, the columns of numbers of steps one behind the other, NaN where one is
 * missing, the columns of texts of steps, and the numbers and the texts of the sequence as a whole.
 */
final class SequenceChunks implements Iterator<RawChunk> {
  private static final int FIRST_ROWS = 1024;
  private static final int MOST_VALUES = 4_000_000;

  private final Iterator<InternalRow> sequences;
  private final RowLayout layout;
  private final long seed;
  private final int width;
  private final int names;
  private final int[] sources;

  /** The first numbers of a row, which are those of its step. */
  private final int ofStep;

  /** The first names of a row, which are those of its step. */
  private final int namesOfStep;

  private NameDictionary[] dictionaries;

  SequenceChunks(Iterator<InternalRow> sequences, RowLayout layout, long seed) {
    this.sequences = sequences;
    this.layout = layout;
    this.seed = seed;
    this.width = layout.numbers();
    this.names = layout.names().size();
    this.sources = layout.names().stream().mapToInt(i -> i).toArray();
    this.ofStep = layout.features() + (layout.labelPerStep() ? layout.labels() : 0);
    this.namesOfStep = layout.labelPerStep() ? names : layout.categories();
  }

  @Override
  public boolean hasNext() {
    return sequences.hasNext();
  }

  @Override
  public RawChunk next() {
    if (!sequences.hasNext()) {
      throw new NoSuchElementException();
    }
    dictionaries = new NameDictionary[names];
    Arrays.setAll(dictionaries, i -> new NameDictionary());
    RawChunk chunk = new RawChunk();
    chunk.start = new int[FIRST_ROWS + 1];
    chunk.hashes = new long[FIRST_ROWS];
    chunk.numbers = new double[width][FIRST_ROWS];
    chunk.ids = new int[FIRST_ROWS * names];
    int e = 0;
    while (e < SortedPlaces.MOST
        && sequences.hasNext()
        && (long) chunk.start[e] * (width + names) < MOST_VALUES) {
      if (e == chunk.hashes.length) {
        chunk.start = Arrays.copyOf(chunk.start, 2 * e + 1);
        chunk.hashes = Arrays.copyOf(chunk.hashes, 2 * e);
      }
      add(sequences.next(), chunk, e);
      e++;
    }
    int rows = chunk.start[e];
    chunk.examples = e;
    chunk.start = Arrays.copyOf(chunk.start, e + 1);
    chunk.hashes = Arrays.copyOf(chunk.hashes, e);
    for (int i = 0; i < width; i++) {
      chunk.numbers[i] = Arrays.copyOf(chunk.numbers[i], rows);
    }
    chunk.ids = Arrays.copyOf(chunk.ids, rows * names);
    chunk.dictionaries =
        Arrays.stream(dictionaries).map(NameDictionary::names).toArray(String[][]::new);
    return chunk;
  }

  private void add(InternalRow sequence, RawChunk chunk, int e) {
    int steps = sequence.getInt(0);
    double[] numbers = sequence.getArray(1).toDoubleArray();
    ArrayData texts = sequence.getArray(2);
    double[] ofSequence = sequence.getArray(3).toDoubleArray();
    int from = chunk.start[e];
    int end = Math.addExact(from, steps);
    chunk.start[e + 1] = end;
    for (int i = 0; i < width; i++) {
      chunk.numbers[i] = grown(chunk.numbers[i], end);
    }
    chunk.ids = grown(chunk.ids, Math.multiplyExact(end, names));
    long hash = RowHash.add(seed, numbers, 0, ofStep * steps);
    hash = RowHash.add(hash, ofSequence, 0, width - ofStep);
    for (int i = 0; i < ofStep; i++) {
      System.arraycopy(numbers, i * steps, chunk.numbers[i], from, steps);
    }
    for (int t = 0; t < steps; t++) {
      int row = from + t;
      for (int i = 0; i < namesOfStep; i++) {
        int at = sources[i] >= 0 ? sources[i] * steps + t : (-1 - sources[i]) * steps + t;
        int id =
            sources[i] >= 0 ? dictionaries[i].id(numbers[at]) : dictionaries[i].id(text(texts, at));
        chunk.ids[row * names + i] = id;
        hash = RowHash.add(hash, dictionaries[i].hash(id));
      }
    }
    for (int i = ofStep; i < width; i++) {
      int first = layout.labelPerStep() ? from : end - 1;
      Arrays.fill(chunk.numbers[i], first, end, ofSequence[i - ofStep]);
    }
    if (namesOfStep < names) {
      int source = sources[namesOfStep];
      int id =
          source >= 0
              ? dictionaries[namesOfStep].id(ofSequence[source])
              : dictionaries[namesOfStep].id(text(sequence.getArray(4), -1 - source));
      chunk.ids[(end - 1) * names + namesOfStep] = id;
      hash = RowHash.add(hash, dictionaries[namesOfStep].hash(id));
    }
    chunk.hashes[e] = RowHash.end(hash);
  }

  /** A text; null where it is missing. */
  private static String text(ArrayData texts, int at) {
    return texts.isNullAt(at) ? null : texts.getUTF8String(at).toString();
  }

  private static double[] grown(double[] array, int length) {
    return array.length >= length
        ? array
        : Arrays.copyOf(array, Math.max(length, 2 * array.length));
  }

  private static int[] grown(int[] array, int length) {
    return array.length >= length
        ? array
        : Arrays.copyOf(array, Math.max(length, 2 * array.length));
  }
}
