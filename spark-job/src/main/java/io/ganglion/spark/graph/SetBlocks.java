package io.ganglion.spark.graph;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import scala.Tuple2;

/** Makes a block of each unit of a shard, whose pieces arrive sorted by units. */
final class SetBlocks implements Iterator<SetBlock> {
  private final Iterator<Tuple2<Integer, SetPiece>> pieces;
  private final NodeRows none;
  private final int columns;
  private final int targets;
  private Tuple2<Integer, SetPiece> next;

  /**
   * Makes blocks.
   *
   * @param none nodes without rows
   * @param columns numbers of an edge
   * @param targets numbers a graph; 0 for a class
   */
  SetBlocks(Iterator<Tuple2<Integer, SetPiece>> pieces, NodeRows none, int columns, int targets) {
    this.pieces = pieces;
    this.none = none;
    this.columns = columns;
    this.targets = targets;
    advance();
  }

  private void advance() {
    next = pieces.hasNext() ? pieces.next() : null;
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public SetBlock next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    int unit = next._1();
    List<SetPiece> ofUnit = new ArrayList<>();
    while (next != null && next._1() == unit) {
      ofUnit.add(next._2());
      advance();
    }
    return new SetBlock(ofUnit, none, columns, targets);
  }
}
