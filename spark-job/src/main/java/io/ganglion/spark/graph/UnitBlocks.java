package io.ganglion.spark.graph;

import io.ganglion.data.Block;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import scala.Tuple2;

/** Makes a block of each unit of a shard, as their examples and nodes arrive sorted by units. */
final class UnitBlocks implements Iterator<Block> {
  private final Ahead<ExamplePiece> pieces;
  private final Ahead<NeighbourhoodPart> parts;
  private final int hops;
  private final int seedsEach;
  private final int targets;

  UnitBlocks(
      Iterator<Tuple2<Integer, ExamplePiece>> pieces,
      Iterator<Tuple2<Integer, NeighbourhoodPart>> parts,
      int hops,
      int seedsEach,
      int targets) {
    this.pieces = new Ahead<>(pieces);
    this.parts = new Ahead<>(parts);
    this.hops = hops;
    this.seedsEach = seedsEach;
    this.targets = targets;
  }

  @Override
  public boolean hasNext() {
    return pieces.next != null;
  }

  @Override
  public Block next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    int unit = pieces.next._1();
    ExamplePiece examples = ExamplePiece.sorted(pieces.of(unit), seedsEach, targets);
    return new UnitBlock(parts.of(unit)).block(examples, hops);
  }

  /** Pairs of which the next is known. */
  private static final class Ahead<T> {
    private final Iterator<Tuple2<Integer, T>> pairs;
    private Tuple2<Integer, T> next;

    Ahead(Iterator<Tuple2<Integer, T>> pairs) {
      this.pairs = pairs;
      advance();
    }

    private void advance() {
      next = pairs.hasNext() ? pairs.next() : null;
    }

    /** All that follow of a unit. */
    List<T> of(int unit) {
      List<T> found = new ArrayList<>();
      while (next != null && next._1() == unit) {
        found.add(next._2());
        advance();
      }
      return found;
    }
  }
}
