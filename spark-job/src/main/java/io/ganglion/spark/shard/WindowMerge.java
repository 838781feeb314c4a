package io.ganglion.spark.shard;

import io.ganglion.data.Block;
import io.ganglion.spark.row.SortedPlaces;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import scala.Tuple2;

/**
 * Makes the blocks of a shard: sorts the rows of a window after the other by rank, and cuts the row
 * of rows into blocks of a fixed size, whatever the windows are.
 */
final class WindowMerge implements Iterator<Block> {
  private final Iterator<Tuple2<Integer, RankedBlock>> arriving;
  private final int blockRows;
  private final RowEncoding encoding;
  private Tuple2<Integer, RankedBlock> ahead;
  private List<RankedBlock> window = List.of();
  private long[] order = new long[0];
  private int next;

  /**
   * Starts a shard.
   *
   * @param arriving by window, in any order within one
   */
  WindowMerge(
      Iterator<Tuple2<Integer, RankedBlock>> arriving, int blockRows, RowEncoding encoding) {
    this.arriving = arriving;
    this.blockRows = blockRows;
    this.encoding = encoding;
    this.ahead = arriving.hasNext() ? arriving.next() : null;
  }

  @Override
  public boolean hasNext() {
    return next < order.length || ahead != null;
  }

  @Override
  public Block next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    if (next == order.length) {
      enterWindow();
    }
    RowBuffer buffer = new RowBuffer(encoding, Math.min(blockRows, order.length - next));
    while (buffer.examples() < blockRows && hasNext()) {
      if (next == order.length) {
        enterWindow();
      }
      long place = order[next++];
      buffer.add(window.get((int) (place >>> Integer.SIZE)), (int) place);
    }
    return buffer.block();
  }

  private void enterWindow() {
    int key = ahead._1();
    window = new ArrayList<>();
    while (ahead != null && ahead._1() == key) {
      window.add(ahead._2());
      ahead = arriving.hasNext() ? arriving.next() : null;
    }
    order = byRank(window);
    next = 0;
  }

  /** The places (block, row) of all rows, in the order of their unsigned ranks. */
  private static long[] byRank(List<RankedBlock> blocks) {
    int rows = blocks.stream().mapToInt(b -> b.ranks.length).sum();
    long[] ranks = new long[rows];
    long[] places = new long[rows];
    int n = 0;
    for (int b = 0; b < blocks.size(); b++) {
      long[] ofBlock = blocks.get(b).ranks;
      for (int r = 0; r < ofBlock.length; r++) {
        ranks[n] = ofBlock[r] ^ Long.MIN_VALUE;
        places[n++] = ((long) b << Integer.SIZE) | r;
      }
    }
    int[] sorted = SortedPlaces.of(ranks, rows);
    long[] order = new long[rows];
    for (int i = 0; i < rows; i++) {
      order[i] = places[sorted[i]];
    }
    return order;
  }
}
