package io.ganglion.spark;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction2;

/**
 * Takes the {@link RowFacts} of a partition.
 *
 * @param split which rows nothing may be learned from
 */
record FactsJob(RowLayout layout, Split split)
    implements FlatMapFunction2<Iterator<RawChunk>, Iterator<long[]>, RowFacts> {
  /** Vectors of more elements stay sparse, without statistics. */
  static final int MOST_ELEMENTS = 20_000;

  static RowFacts run(RankedRows ranked, Split split) {
    RowLayout layout = ranked.columns().layout();
    FactsJob job = new FactsJob(layout, split);
    RowFacts total = new RowFacts(layout);
    RankedRows.described(
            ranked.chunks(),
            "data: look at the columns",
            () -> ranked.chunks().zipPartitions(ranked.positions(), job).collect())
        .forEach(total::merge);
    if (total.elements != null) {
      for (int e = 0; e < total.vectorSize; e++) {
        ColumnRanges elements = total.elements;
        long stored = elements.count[e] + elements.missing[e] + elements.infinite[e];
        elements.addZeros(e, Math.max(0, total.rows(Split.Part.TRAINING) - stored));
      }
    }
    return total;
  }

  @Override
  public Iterator<RowFacts> call(Iterator<RawChunk> chunks, Iterator<long[]> positions) {
    RowFacts facts = new RowFacts(layout);
    RowTiles tiles = new RowTiles(split, layout.numbers());
    while (chunks.hasNext()) {
      add(chunks.next(), positions.next(), tiles, facts);
    }
    return List.of(facts).iterator();
  }

  private void add(RawChunk chunk, long[] positions, RowTiles tiles, RowFacts facts) {
    if (chunk.vectors != null) {
      facts.noteSize(chunk.vectors.size);
      facts.noteSize(chunk.vectors.otherSize);
      facts.vectorsMissing += chunk.vectors.missing;
    }
    int names = layout.names().size();
    long[][][] counts = new long[names][facts.rows.length][];
    for (int c = 0; c < names; c++) {
      for (int part = 0; part < facts.rows.length; part++) {
        counts[c][part] = new long[chunk.dictionaries[c].length];
      }
    }
    tiles.visit(
        chunk,
        positions,
        tile -> {
          int part = tile.part.index();
          facts.rows[part] += tile.count;
          addNumbers(tile, facts);
          for (int c = 0; c < names; c++) {
            facts.unnamed[c][part] += addNames(chunk, c, tile, counts[c][part]);
          }
          if (chunk.vectors != null && chunk.vectors.size == facts.vectorSize) {
            addVectors(chunk.vectors, tile, facts);
          }
        });
    for (int c = 0; c < names; c++) {
      facts.addNames(c, chunk.dictionaries[c], counts[c]);
    }
  }

  private void addNumbers(RowTiles.Tile tile, RowFacts facts) {
    boolean training = tile.part == Split.Part.TRAINING;
    for (int c = 0; c < layout.numbers(); c++) {
      facts.numbers.addAll(c, tile.numbers, tile.from(c), tile.count, training);
    }
    int weights = tile.from(layout.weight());
    for (int i = 0; layout.weighted() && i < tile.count; i++) {
      facts.negativeWeights += tile.numbers[weights + i] < 0.0 ? 1 : 0;
    }
  }

  /** Counts the rows of each name; returns the number of those without one. */
  private static long addNames(RawChunk chunk, int column, RowTiles.Tile tile, long[] counts) {
    int names = chunk.dictionaries.length;
    long missing = 0;
    for (int i = 0; i < tile.count; i++) {
      int id = chunk.ids[tile.rows[i] * names + column];
      if (id == RawChunk.MISSING) {
        missing++;
      } else {
        counts[id]++;
      }
    }
    return missing;
  }

  private static void addVectors(RawVectors vectors, RowTiles.Tile tile, RowFacts facts) {
    boolean training = tile.part == Split.Part.TRAINING;
    boolean described = facts.vectorSize > 0 && facts.vectorSize <= MOST_ELEMENTS;
    if (described && facts.elements == null) {
      facts.elements = new ColumnRanges(facts.vectorSize);
    }
    for (int i = 0; i < tile.count; i++) {
      int from = vectors.start[tile.rows[i]];
      int to = vectors.start[tile.rows[i] + 1];
      facts.vectorValues += training ? to - from : 0;
      for (int k = from; described && k < to; k++) {
        facts.elements.add(vectors.index[k], vectors.value[k], training);
      }
    }
  }
}
