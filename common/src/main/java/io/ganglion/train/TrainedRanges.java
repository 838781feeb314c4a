package io.ganglion.train;

import io.ganglion.network.Network;
import io.ganglion.network.Slot;
import io.ganglion.tensor.Ranges;
import java.util.Arrays;
import java.util.List;

/** Which parameters take part in a step at the driver. */
final class TrainedRanges {
  private TrainedRanges() {}

  /** All trained parameters. */
  static Ranges all(Network network) {
    Ranges ranges = new Ranges();
    for (Slot slot : network.slots()) {
      if (slot.kind().trainable()) {
        ranges.add(slot.offset(), slot.end());
      }
    }
    return ranges;
  }

  /** The bounds of ranges as they travel, from and to in turn. */
  static double[] bounds(Ranges ranges) {
    double[] bounds = new double[2 * ranges.count()];
    for (int i = 0; i < ranges.count(); i++) {
      bounds[2 * i] = ranges.from(i);
      bounds[2 * i + 1] = ranges.to(i);
    }
    return bounds;
  }

  /**
   * The parameters that some shard trains.
   *
   * @param shards the {@link #bounds} of each shard
   * @param active the union, overwritten
   * @param decayed those of the union that decay, overwritten
   */
  static void union(Network network, List<double[]> shards, Ranges active, Ranges decayed) {
    active.clear();
    decayed.clear();
    int[][] merged = merged(shards);
    int next = 0;
    for (Slot slot : network.slots()) {
      while (next < merged.length && merged[next][1] <= slot.offset()) {
        next++;
      }
      for (int i = next; i < merged.length && merged[i][0] < slot.end(); i++) {
        int from = Math.max(slot.offset(), merged[i][0]);
        int to = Math.min(slot.end(), merged[i][1]);
        active.add(from, to);
        if (slot.kind().decayed()) {
          decayed.add(from, to);
        }
      }
    }
  }

  /** Ranges without overlaps, in ascending order. */
  private static int[][] merged(List<double[]> shards) {
    int n = shards.stream().mapToInt(bounds -> bounds.length / 2).sum();
    int[][] ranges = new int[n][];
    int at = 0;
    for (double[] bounds : shards) {
      for (int i = 0; i < bounds.length; i += 2) {
        ranges[at++] = new int[] {(int) bounds[i], (int) bounds[i + 1]};
      }
    }
    Arrays.sort(ranges, (a, b) -> Integer.compare(a[0], b[0]));
    int count = 0;
    for (int[] range : ranges) {
      if (count > 0 && range[0] <= ranges[count - 1][1]) {
        ranges[count - 1][1] = Math.max(ranges[count - 1][1], range[1]);
      } else {
        ranges[count++] = range;
      }
    }
    return Arrays.copyOf(ranges, count);
  }
}
