package io.ganglion.spark.graph;

import io.ganglion.spark.shard.LongOrder;

/** Edges between the rows of a block, which are then sorted by the row that hears. */
final class SetEdges {
  private final int[] target;
  private final int[] source;
  private final float[] weight;
  private final int columns;
  private final float[] features;
  private int count;
  private int[] order = new int[0];

  /**
   * No edges.
   *
   * @param columns numbers of an edge
   */
  SetEdges(int capacity, int columns) {
    this.target = new int[capacity];
    this.source = new int[capacity];
    this.weight = new float[capacity];
    this.columns = columns;
    this.features = new float[capacity * columns];
  }

  /**
   * Adds an edge.
   *
   * @param numbers hold its numbers from {@code at} on; not read where edges have none
   */
  void add(int target, int source, float weight, float[] numbers, int at) {
    this.target[count] = target;
    this.source[count] = source;
    this.weight[count] = weight;
    if (columns > 0) {
      System.arraycopy(numbers, at, features, count * columns, columns);
    }
    count++;
  }

  /**
   * Sorts them.
   *
   * @param once whether of several between the same rows in the same direction one is kept
   * @return how many are kept
   */
  int distinct(boolean once) {
    order = LongOrder.of(count, this::compare);
    int kept = 0;
    for (int place : order) {
      boolean again =
          once
              && kept > 0
              && target[place] == target[order[kept - 1]]
              && source[place] == source[order[kept - 1]];
      if (!again) {
        order[kept++] = place;
      }
    }
    return kept;
  }

  private int compare(int a, int b) {
    int compared = Integer.compare(target[a], target[b]);
    compared = compared == 0 ? Integer.compare(source[a], source[b]) : compared;
    compared = compared == 0 ? Float.compare(weight[a], weight[b]) : compared;
    return compared == 0 ? EdgeList.compare(features, columns, a, b) : compared;
  }

  /** The row that hears along the edge at a sorted place. */
  int target(int k) {
    return target[order[k]];
  }

  int source(int k) {
    return source[order[k]];
  }

  float weight(int k) {
    return weight[order[k]];
  }

  /** Copies the numbers of the first edges in their sorted order. */
  float[] features(int edges) {
    float[] sorted = new float[edges * columns];
    for (int k = 0; k < edges && columns > 0; k++) {
      System.arraycopy(features, order[k] * columns, sorted, k * columns, columns);
    }
    return sorted;
  }
}
