package io.ganglion.train;

import io.ganglion.data.Block;
import io.ganglion.loss.Loss;
import java.util.Iterator;
import java.util.Locale;

/** Looks for targets below the least that a loss takes, in one pass over the rows in memory. */
public final class TargetCheck implements ShardTask {
  private static final long serialVersionUID = 1L;

  private final double least;

  private TargetCheck(double least) {
    this.least = least;
  }

  /**
   * Checks the targets of a split. Costs nothing where the loss takes any number.
   *
   * @param split what a user calls its rows: "training"
   * @throws TargetException if a target is too small, with the number of them
   */
  public static void of(Loss loss, Cluster rows, String split) {
    double least = loss.leastTarget();
    if (least == Double.NEGATIVE_INFINITY) {
      return;
    }
    TrainState nothing = TrainState.start(new float[0], 0);
    Total total = rows.run("check of " + split + " targets", nothing, new TargetCheck(least));
    long count = 0;
    double smallest = Double.POSITIVE_INFINITY;
    for (double[][] shard : total.statistics()) {
      count += (long) shard[0][0];
      smallest = Math.min(smallest, shard[0][1]);
    }
    if (count > 0) {
      throw new TargetException(
          String.format(
              Locale.ROOT,
              "label: expected numbers of at least %s for the loss %s, found %,d below in the %s"
                  + " rows (%s is the least): correct them, leave out their rows or take another"
                  + " loss",
              least,
              loss.kind(),
              count,
              split,
              smallest));
    }
  }

  @Override
  public Partial run(int shard, Shard rows, TrainState state) {
    double count = 0.0;
    double smallest = Double.POSITIVE_INFINITY;
    for (Iterator<Block> blocks = rows.blocks(); blocks.hasNext(); ) {
      for (float value : blocks.next().values) {
        count += value < least ? 1.0 : 0.0;
        smallest = Math.min(smallest, value);
      }
    }
    return new Partial(0.0, new float[0][], new double[][] {{count, smallest}}, 0);
  }
}
