package io.ganglion.spark.facts;

import io.ganglion.spark.row.RawChunk;
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
    double[] filled = new double[elements];
    while (chunks.hasNext()) {
      RawChunk chunk = chunks.next();
      long[] at = positions.next();
      for (int example = 0; example < chunk.examples; example++) {
        if (split.part(at[example]) == Split.Part.TRAINING) {
          add(chunk, example, filled, moments);
        }
      }
      moments.carry();
    }
    return List.of(moments).iterator();
  }

  private void add(RawChunk chunk, int example, double[] filled, ExactMoments moments) {
    int width = layout.numbers();
    int numbers = layout.features() + layout.labels();
    int end = chunk.end(example);
    double weight = layout.weighted() ? chunk.numbers[(end - 1) * width + layout.weight()] : 1.0;
    for (int row = chunk.first(example); row < end; row++) {
      boolean labelled = layout.labelled(row, end);
      moments.addRow(weight, labelled);
      int count = labelled ? numbers : layout.features();
      add(moments, 0, chunk.numbers, row * width, count, weight);
    }
    if (elements > 0) {
      chunk.vectors.fill(example, filled, 0);
      add(moments, numbers, filled, 0, elements, weight);
    }
  }

  private void add(
      ExactMoments moments, int column, double[] values, int from, int count, double weight) {
    if (!layout.weighted()) {
      moments.addAll(column, values, from, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      if (!Double.isNaN(values[from + i])) {
        moments.add(column + i, values[from + i], weight);
      }
    }
  }
}
