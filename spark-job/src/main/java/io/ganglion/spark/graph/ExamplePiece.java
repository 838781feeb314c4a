package io.ganglion.spark.graph;

import io.ganglion.data.Block;
import io.ganglion.spark.shard.LongOrder;
import java.io.Serializable;
import java.util.Arrays;

/** Some examples of a unit, in any order. */
public final class ExamplePiece implements Serializable {
  private static final long serialVersionUID = 1L;

  int count;

  /** The nodes of each example, as many for each. */
  long[] seeds = new long[0];

  /** By which the examples of a unit are sorted. */
  long[] orders = new long[0];

  /** Null where targets are numbers. */
  int[] classes;

  /** {@code [count, targets]}; null where targets are classes. */
  float[] values;

  /** Null where each example weighs 1. */
  float[] weights;

  /** For Kryo. */
  ExamplePiece() {}

  /**
   * No examples yet.
   *
   * @param targets numbers an example; 0 for a class
   */
  ExamplePiece(int targets, boolean weighted) {
    this.classes = targets == 0 ? new int[0] : null;
    this.values = targets == 0 ? null : new float[0];
    this.weights = weighted ? new float[0] : null;
  }

  /** Begins an example, whose fields the caller writes; returns its place. */
  int add(int seedsEach, int targets) {
    if (count == orders.length) {
      resize(Math.max(16, 2 * count), seedsEach, targets);
    }
    return count++;
  }

  /** The same without spare room. */
  ExamplePiece trimmed(int seedsEach, int targets) {
    resize(count, seedsEach, targets);
    return this;
  }

  private void resize(int capacity, int seedsEach, int targets) {
    orders = Arrays.copyOf(orders, capacity);
    seeds = Arrays.copyOf(seeds, capacity * seedsEach);
    classes = classes == null ? null : Arrays.copyOf(classes, capacity);
    values = values == null ? null : Arrays.copyOf(values, capacity * targets);
    weights = weights == null ? null : Arrays.copyOf(weights, capacity);
  }

  /** The examples of some pieces, sorted. */
  static ExamplePiece sorted(Iterable<ExamplePiece> pieces, int seedsEach, int targets) {
    ExamplePiece all = null;
    for (ExamplePiece piece : pieces) {
      all = all == null ? new ExamplePiece(targets, piece.weights != null) : all;
      for (int i = 0; i < piece.count; i++) {
        all.copy(piece, i, seedsEach, targets);
      }
    }
    ExamplePiece found = all;
    ExamplePiece sorted = new ExamplePiece(targets, all.weights != null);
    for (int place : LongOrder.of(all.count, (a, b) -> compare(found, a, b, seedsEach))) {
      sorted.copy(all, place, seedsEach, targets);
    }
    return sorted.trimmed(seedsEach, targets);
  }

  /** Makes the targets those of a block. */
  void addTo(Block.Builder block) {
    if (classes == null) {
      block.values(values, values.length / count);
    } else {
      block.classes(classes);
    }
    if (weights != null) {
      block.weights(weights);
    }
  }

  private static int compare(ExamplePiece all, int a, int b, int seedsEach) {
    int compared = Long.compare(all.orders[a], all.orders[b]);
    for (int j = 0; j < seedsEach && compared == 0; j++) {
      compared = Long.compare(all.seeds[a * seedsEach + j], all.seeds[b * seedsEach + j]);
    }
    return compared;
  }

  private void copy(ExamplePiece from, int i, int seedsEach, int targets) {
    int to = add(seedsEach, targets);
    orders[to] = from.orders[i];
    System.arraycopy(from.seeds, i * seedsEach, seeds, to * seedsEach, seedsEach);
    if (classes == null) {
      System.arraycopy(from.values, i * targets, values, to * targets, targets);
    } else {
      classes[to] = from.classes[i];
    }
    if (weights != null) {
      weights[to] = from.weights[i];
    }
  }
}
