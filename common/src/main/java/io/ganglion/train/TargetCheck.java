package io.ganglion.train;

import io.ganglion.data.Block;
import io.ganglion.loss.Loss;
import java.util.Iterator;
import java.util.Locale;

/**
 * Looks for targets outside the bounds of what a loss takes, in one pass over the rows in memory.
 */
public final class TargetCheck implements ShardTask {
  private static final long serialVersionUID = 1L;

  private final double least;
  private final double greatest;

  private TargetCheck(double least, double greatest) {
    this.least = least;
    this.greatest = greatest;
  }

  /**
   * Checks the targets of a split. Costs nothing where the loss takes any number.
   *
   * @param split what a user calls its rows: "training"
   * @throws TargetException if a target is out of bounds, with the number of them
   */
  public static void of(Loss loss, Cluster rows, String split) {
    double least = loss.leastTarget();
    if (least == Double.NEGATIVE_INFINITY) {
      return;
    }
    TrainState nothing = TrainState.start(new float[0], 0);
    Total total =
        rows.run(
            "check of " + split + " targets",
            nothing,
            new TargetCheck(least, loss.greatestTarget()));
    long count = 0;
    double smallest = Double.POSITIVE_INFINITY;
    double largest = Double.NEGATIVE_INFINITY;
    for (double[][] shard : total.statistics()) {
      count += (long) shard[0][0];
      smallest = Math.min(smallest, shard[0][1]);
      largest = Math.max(largest, shard[0][2]);
    }
    if (count > 0 && loss.greatestTarget() < Double.POSITIVE_INFINITY) {
      throw new TargetException(
          String.format(
              Locale.ROOT,
              "numbers to give back: expected %s to %s for the loss %s, found %,d others in the %s"
                  + " rows (from %s to %s): bring them there, for an rbm with rescaling before it,"
                  + " otherwise with training.targets, or leave out their rows",
              least,
              loss.greatestTarget(),
              loss.kind(),
              count,
              split,
              smallest,
              largest));
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
    double largest = Double.NEGATIVE_INFINITY;
    for (Iterator<Block> blocks = rows.blocks(); blocks.hasNext(); ) {
      for (float value : blocks.next().values) {
        count += value < least || value > greatest ? 1.0 : 0.0;
        smallest = Math.min(smallest, value);
        largest = Math.max(largest, value);
      }
    }
    return new Partial(0.0, new float[0][], new double[][] {{count, smallest, largest}}, 0);
  }
}
