package io.ganglion.spark.shard;

import io.ganglion.data.Block;
import io.ganglion.spark.row.SortedPlaces;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import scala.Tuple2;

/**
 * Makes the blocks of a shard: sorts the rows of a window after the other by rank, and cuts the row
 * of rows into blocks of a fixed size, whatever the windows are.
 *
 * <p>A window is sorted a piece at a time: picking rows in a random order is fast where all of them
 * are in the processor's cache.
 */
final class WindowMerge implements Iterator<Block> {
  /** The rows that a piece takes before it grows. */
  private static final int FIRST_ROWS = 1024;

  private final Iterator<Tuple2<Integer, RankedBlock>> arriving;
  private final ShardWindows windows;
  private final int shard;
  private final int blockRows;
  private final RowEncoding encoding;
  private final RowBuffer[] pieces = new RowBuffer[ShardWindows.PIECES];
  private Tuple2<Integer, RankedBlock> ahead;
  private int nextPiece = ShardWindows.PIECES;
  private RankedBlock piece;
  private int[] order = new int[0];
  private int next;

  /**
   * Starts a shard.
   *
   * @param shard its number among all
   * @param arriving by window, in any order within one
   */
  WindowMerge(
      int shard,
      Iterator<Tuple2<Integer, RankedBlock>> arriving,
      ShardPlan plan,
      RowEncoding encoding) {
    this.arriving = arriving;
    this.windows = new ShardWindows(plan);
    this.shard = shard;
    this.blockRows = plan.blockRows();
    this.encoding = encoding;
    int ofPiece = plan.windowRows() / pieces.length;
    Arrays.setAll(pieces, i -> new RowBuffer(encoding, Math.min(ofPiece, FIRST_ROWS)));
    this.ahead = arriving.hasNext() ? arriving.next() : null;
  }

  @Override
  public boolean hasNext() {
    while (next == order.length && nextPiece < pieces.length) {
      enterPiece(nextPiece++);
    }
    return next < order.length || ahead != null;
  }

  @Override
  public Block next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    RowBuffer buffer = new RowBuffer(encoding, left());
    while (buffer.examples() < blockRows && hasNext()) {
      if (next == order.length) {
        enterWindow();
      } else {
        buffer.add(piece, order[next++]);
      }
    }
    return buffer.block();
  }

  /** The examples of the next block, or more. */
  private int left() {
    int left = order.length - next;
    for (int i = nextPiece; i < pieces.length; i++) {
      left += pieces[i].examples();
    }
    return ahead == null ? Math.min(blockRows, left) : blockRows;
  }

  private void enterWindow() {
    for (RowBuffer rows : pieces) {
      rows.clear();
    }
    int key = ahead._1();
    while (ahead != null && ahead._1() == key) {
      RankedBlock rows = ahead._2();
      for (int i = 0; i < rows.ranks.length; i++) {
        pieces[windows.piece(shard, rows.ranks[i])].add(rows, i);
      }
      ahead = arriving.hasNext() ? arriving.next() : null;
    }
    nextPiece = 0;
  }

  private void enterPiece(int number) {
    piece = pieces[number].view();
    // In the order of unsigned ranks.
    long[] signed = new long[pieces[number].examples()];
    Arrays.setAll(signed, i -> piece.ranks[i] ^ Long.MIN_VALUE);
    order = SortedPlaces.of(signed, signed.length);
    next = 0;
  }
}
