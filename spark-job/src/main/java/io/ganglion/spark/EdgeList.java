package io.ganglion.spark;

import java.util.Arrays;

/** Edges on their way to the partition of the nodes that hear. */
final class EdgeList {
  int count;
  long[] source = new long[16];
  long[] target = new long[16];

  /** Null where each weighs 1. */
  float[] weight;

  /** How many numbers an edge has. */
  int columns;

  /** The numbers of each edge; null where they have none. */
  float[] features;

  /** For Kryo. */
  EdgeList() {}

  /**
   * No edges.
   *
   * @param columns numbers of an edge
   */
  EdgeList(boolean weighted, int columns) {
    this.weight = weighted ? new float[16] : null;
    this.columns = columns;
    this.features = columns > 0 ? new float[16 * columns] : null;
  }

  /**
   * Adds an edge.
   *
   * @param numbers hold its numbers from {@code at} on; not read where edges have none
   */
  void add(long source, long target, float weight, float[] numbers, int at) {
    if (count == this.source.length) {
      resize(2 * count);
    }
    this.source[count] = source;
    this.target[count] = target;
    if (this.weight != null) {
      this.weight[count] = weight;
    }
    if (columns > 0) {
      System.arraycopy(numbers, at, features, count * columns, columns);
    }
    count++;
  }

  void addAll(EdgeList other) {
    for (int i = 0; i < other.count; i++) {
      add(
          other.source[i],
          other.target[i],
          other.weight == null ? 1f : other.weight[i],
          other.features,
          i * columns);
    }
  }

  /** The same without spare room. */
  EdgeList trimmed() {
    resize(count);
    return this;
  }

  private void resize(int length) {
    source = Arrays.copyOf(source, length);
    target = Arrays.copyOf(target, length);
    weight = weight == null ? null : Arrays.copyOf(weight, length);
    features = features == null ? null : Arrays.copyOf(features, length * columns);
  }

  /** Orders two edges by their numbers. */
  static int compare(float[] features, int columns, int a, int b) {
    return columns == 0
        ? 0
        : Arrays.compare(
            features, a * columns, (a + 1) * columns, features, b * columns, (b + 1) * columns);
  }
}
