package io.ganglion.spark.facts;

import io.ganglion.spark.row.RawChunk;
import io.ganglion.spark.row.RawVectors;
import io.ganglion.spark.row.RowLayout;
import io.ganglion.spark.shard.RankedRows;
import io.ganglion.spark.table.Split;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction2;

/**
 * Takes the {@link RowFacts} of a partition.
 *
 * @param split which rows nothing may be learned from
 */
public record FactsJob(RowLayout layout, Split split)
    implements FlatMapFunction2<Iterator<RawChunk>, Iterator<long[]>, RowFacts> {
  /** Vectors of more elements stay sparse, without statistics. */
  static final int MOST_ELEMENTS = 20_000;

  /** Looks at all rows, in one Spark job. */
  public static RowFacts run(RankedRows ranked, Split split) {
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
    while (chunks.hasNext()) {
      add(chunks.next(), positions.next(), facts);
    }
    return List.of(facts).iterator();
  }

  private void add(RawChunk chunk, long[] positions, RowFacts facts) {
    int names = layout.names().size();
    int parts = facts.rows.length;
    long[][][] counts = new long[names][parts][];
    for (int c = 0; c < names; c++) {
      for (int part = 0; part < parts; part++) {
        counts[c][part] = new long[chunk.dictionaries[c].length];
      }
    }
    if (chunk.vectors != null) {
      facts.noteSize(chunk.vectors.size);
      facts.noteSize(chunk.vectors.otherSize);
      facts.vectorsMissing += chunk.vectors.missing;
    }
    boolean ofOneSize = chunk.vectors != null && chunk.vectors.size == facts.vectorSize;
    for (int example = 0; example < chunk.examples; example++) {
      Split.Part part = split.part(positions[example]);
      int end = chunk.end(example);
      facts.rows[part.index()]++;
      facts.steps[part.index()] += end - chunk.first(example);
      for (int row = chunk.first(example); row < end; row++) {
        int named = layout.labelled(row, end) ? names : layout.categories();
        for (int c = 0; c < named; c++) {
          int id = chunk.ids[row * names + c];
          if (id == RawChunk.MISSING) {
            facts.unnamed[c][part.index()]++;
          } else {
            counts[c][part.index()][id]++;
          }
        }
      }
      if (layout.weighted() && chunk.numbers[layout.weight()][end - 1] < 0.0) {
        facts.negativeWeights++;
      }
      if (ofOneSize && facts.vectorSize > 0) {
        addVector(chunk.vectors, example, part == Split.Part.TRAINING, facts);
      }
    }
    addNumbers(chunk, positions, facts);
    for (int c = 0; c < names; c++) {
      facts.addNames(c, chunk.dictionaries[c], counts[c]);
    }
  }

  private void addNumbers(RawChunk chunk, long[] positions, RowFacts facts) {
    ChunkRows all = ChunkRows.all(chunk, positions, split);
    ChunkRows labelled = all.labelled(chunk, layout);
    for (int c = 0; c < chunk.numbers.length; c++) {
      facts.numbers.addAll(c, chunk.numbers[c], c < layout.features() ? all : labelled);
    }
  }

  private static void addVector(RawVectors vectors, int row, boolean training, RowFacts facts) {
    int from = vectors.start[row];
    int to = vectors.start[row + 1];
    for (int k = from; training && k < to; k++) {
      facts.vectorValues += vectors.value[k] == 0.0 ? 0 : 1;
    }
    if (facts.vectorSize > MOST_ELEMENTS) {
      return;
    }
    if (facts.elements == null) {
      facts.elements = new ColumnRanges(facts.vectorSize);
    }
    for (int k = from; k < to; k++) {
      facts.elements.add(vectors.index[k], vectors.value[k], training);
    }
  }
}
