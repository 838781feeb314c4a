package io.ganglion.spark.facts;

import io.ganglion.spark.row.RawChunk;
import io.ganglion.spark.row.RawVectors;
import io.ganglion.spark.row.RowLayout;
import io.ganglion.spark.shard.RankedRows;
import io.ganglion.spark.table.Split;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction2;

/**
 * Takes the moments of the training rows of a partition: of the features that are numbers, the
 * labels that are numbers, and the elements of filled vectors.
 *
 * @param elements the number of elements of filled vectors, else 0
 * @param empty sums, by the ranges of the columns over the training rows
 */
record MomentsJob(RowLayout layout, Split split, int elements, ExactMoments empty)
    implements FlatMapFunction2<Iterator<RawChunk>, Iterator<long[]>, ExactMoments> {

  private static final int TILE_VALUES = 1 << 16;
  private static final int FEWEST_ROWS = 8;

  static ExactMoments run(RankedRows ranked, Split split, RowFacts facts, int elements) {
    RowLayout layout = ranked.columns().layout();
    int numbers = layout.features() + layout.labels();
    double greatest = layout.weighted() ? facts.numbers.maximum[layout.weight()] : 1.0;
    ExactMoments total =
        new ExactMoments(
            joined(facts.numbers.minimum, numbers, facts, elements, false),
            joined(facts.numbers.maximum, numbers, facts, elements, true),
            greatest > 0.0 ? greatest : 1.0);
    MomentsJob job = new MomentsJob(layout, split, elements, total.copyEmpty());
    RankedRows.described(
            ranked.chunks(),
            "data: mean and deviation of the columns",
            () -> ranked.chunks().zipPartitions(ranked.positions(), job).collect())
        .forEach(total::merge);
    return total;
  }

  private static double[] joined(
      double[] ofNumbers, int numbers, RowFacts facts, int elements, boolean greatest) {
    double[] all = Arrays.copyOf(ofNumbers, numbers + elements);
    if (elements > 0) {
      ColumnRanges ranges = facts.elements;
      System.arraycopy(greatest ? ranges.maximum : ranges.minimum, 0, all, numbers, elements);
    }
    return all;
  }

  @Override
  public Iterator<ExactMoments> call(Iterator<RawChunk> chunks, Iterator<long[]> positions) {
    ExactMoments moments = empty.copyEmpty();
    while (chunks.hasNext()) {
      add(chunks.next(), positions.next(), moments);
      moments.carry();
    }
    return List.of(moments).iterator();
  }

  private void add(RawChunk chunk, long[] positions, ExactMoments moments) {
    ChunkRows all = ChunkRows.all(chunk, positions, split);
    ChunkRows labelled = all.labelled(chunk, layout);
    double[] weights = layout.weighted() ? weights(chunk) : null;
    addRows(all, weights, false, moments);
    addRows(labelled, weights, true, moments);
    for (int c = 0; c < layout.features() + layout.labels(); c++) {
      boolean[] rows = c < layout.features() ? all.training : labelled.training;
      add(c, chunk.numbers[c], rows, weights, moments);
    }
    if (elements > 0) {
      addVectors(chunk.vectors, all.training, weights, moments);
    }
  }

  private static void addRows(
      ChunkRows rows, double[] weights, boolean labelled, ExactMoments moments) {
    if (weights == null) {
      moments.addRow(rows.learned, labelled);
      return;
    }
    for (int row = 0; row < weights.length; row++) {
      if (rows.training[row]) {
        moments.addRow(weights[row], labelled);
      }
    }
  }

  private static void add(
      int column, double[] values, boolean[] rows, double[] weights, ExactMoments moments) {
    if (weights == null) {
      moments.addAll(column, values, rows);
      return;
    }
    for (int row = 0; row < rows.length; row++) {
      if (rows[row] && !Double.isNaN(values[row])) {
        moments.add(column, values[row], weights[row]);
      }
    }
  }

  /** Adds the elements of vectors, some rows at a time as columns. */
  private void addVectors(
      RawVectors vectors, boolean[] training, double[] weights, ExactMoments moments) {
    int most = Math.max(FEWEST_ROWS, TILE_VALUES / elements);
    double[][] columns = new double[elements][most];
    for (int from = 0; from < training.length; from += most) {
      int count = Math.min(most, training.length - from);
      for (int i = 0; i < count; i++) {
        vectors.fill(from + i, columns, i);
      }
      boolean[] rows = Arrays.copyOfRange(training, from, from + count);
      double[] ofRows = weights == null ? null : Arrays.copyOfRange(weights, from, from + count);
      for (int e = 0; e < elements; e++) {
        int column = layout.features() + layout.labels() + e;
        add(column, columns[e], rows, ofRows, moments);
      }
    }
  }

  /** By row, the weight of its example. */
  private double[] weights(RawChunk chunk) {
    double[] weights = chunk.numbers[layout.weight()].clone();
    for (int example = 0; example < chunk.examples; example++) {
      int end = chunk.end(example);
      Arrays.fill(weights, chunk.first(example), end, weights[end - 1]);
    }
    return weights;
  }
}
