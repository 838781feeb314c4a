package io.ganglion.spark;

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
    RowTiles tiles = new RowTiles(split, layout.numbers());
    while (chunks.hasNext()) {
      RawChunk chunk = chunks.next();
      tiles.visit(
          chunk,
          positions.next(),
          tile -> {
            if (tile.part == Split.Part.TRAINING) {
              add(chunk, tile, filled, moments);
            }
          });
    }
    return List.of(moments).iterator();
  }

  private void add(RawChunk chunk, RowTiles.Tile tile, double[] filled, ExactMoments moments) {
    int numbers = layout.features() + layout.labels();
    if (layout.weighted()) {
      addWeighted(tile, moments);
    } else {
      moments.addRows(tile.count);
      for (int c = 0; c < numbers; c++) {
        moments.addColumn(c, tile.numbers, tile.from(c), tile.count);
      }
    }
    for (int i = 0; elements > 0 && i < tile.count; i++) {
      chunk.vectors.fill(tile.rows[i], filled, 0);
      for (int e = 0; e < elements; e++) {
        if (layout.weighted()) {
          addValue(moments, numbers + e, filled[e], weight(tile, i));
        } else {
          moments.addColumn(numbers + e, filled, e, 1);
        }
      }
    }
  }

  private void addWeighted(RowTiles.Tile tile, ExactMoments moments) {
    for (int i = 0; i < tile.count; i++) {
      double weight = weight(tile, i);
      moments.addRow(weight);
      for (int c = 0; c < layout.features() + layout.labels(); c++) {
        addValue(moments, c, tile.numbers[tile.from(c) + i], weight);
      }
    }
  }

  private static void addValue(ExactMoments moments, int column, double value, double weight) {
    if (!Double.isNaN(value)) {
      moments.add(column, value, weight);
    }
  }

  private double weight(RowTiles.Tile tile, int row) {
    return tile.numbers[tile.from(layout.weight()) + row];
  }
}
