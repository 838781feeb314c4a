package io.ganglion.spark.row;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Collects the sequences of a partition, as they arrive, into chunks of a bounded size. */
final class SequenceChunks implements Iterator<RawChunk> {
  private static final int FIRST_ROWS = 1024;
  private static final int MOST_VALUES = 4_000_000;

  private final Iterator<SequenceRow> sequences;
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

  SequenceChunks(Iterator<SequenceRow> sequences, RowLayout layout, long seed) {
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
    chunk.numbers = new double[FIRST_ROWS * width];
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
    chunk.numbers = Arrays.copyOf(chunk.numbers, rows * width);
    chunk.ids = Arrays.copyOf(chunk.ids, rows * names);
    chunk.dictionaries =
        Arrays.stream(dictionaries).map(NameDictionary::names).toArray(String[][]::new);
    return chunk;
  }

  private void add(SequenceRow sequence, RawChunk chunk, int e) {
    int steps = sequence.getSteps();
    int from = chunk.start[e];
    int end = Math.addExact(from, steps);
    chunk.start[e + 1] = end;
    chunk.numbers = grown(chunk.numbers, Math.multiplyExact(end, width));
    chunk.ids = grown(chunk.ids, Math.multiplyExact(end, names));
    long hash = RowHash.add(seed, sequence.getNumbers(), 0, ofStep * steps);
    hash = RowHash.add(hash, sequence.getOfSequence(), 0, width - ofStep);
    for (int t = 0; t < steps; t++) {
      int row = from + t;
      for (int i = 0; i < ofStep; i++) {
        chunk.numbers[row * width + i] = sequence.getNumbers()[i * steps + t];
      }
      for (int i = 0; i < namesOfStep; i++) {
        int at = sources[i] >= 0 ? sources[i] * steps + t : (-1 - sources[i]) * steps + t;
        int id =
            sources[i] >= 0
                ? dictionaries[i].id(sequence.getNumbers()[at])
                : dictionaries[i].id(sequence.getTexts()[at]);
        chunk.ids[row * names + i] = id;
        hash = RowHash.add(hash, dictionaries[i].hash(id));
      }
    }
    for (int row = layout.labelPerStep() ? from : end - 1; row < end; row++) {
      System.arraycopy(
          sequence.getOfSequence(), 0, chunk.numbers, row * width + ofStep, width - ofStep);
    }
    if (namesOfStep < names) {
      int source = sources[namesOfStep];
      int id =
          source >= 0
              ? dictionaries[namesOfStep].id(sequence.getOfSequence()[source])
              : dictionaries[namesOfStep].id(sequence.getTextsOfSequence()[-1 - source]);
      chunk.ids[(end - 1) * names + namesOfStep] = id;
      hash = RowHash.add(hash, dictionaries[namesOfStep].hash(id));
    }
    chunk.hashes[e] = RowHash.end(hash);
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
