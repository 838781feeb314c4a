package io.ganglion.spark.graph;

import io.ganglion.spark.shard.LongOrder;
import java.io.Serializable;
import java.util.Arrays;

/** Edges on their way to the partition of the nodes that hear. */
public final class EdgeList implements Serializable {
  private static final long serialVersionUID = 1L;

  int count;
  long[] source = new long[16];
  long[] target = new long[16];

  /** Null where each weighs 1. */
  float[] weight;

  /** Nodes some of whose edges were left out, and how many of each. */
  long[] cut = new long[0];

  int[] cutEdges = new int[0];

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
    int cuts = cut.length;
    cut = Arrays.copyOf(cut, cuts + other.cut.length);
    cutEdges = Arrays.copyOf(cutEdges, cut.length);
    System.arraycopy(other.cut, 0, cut, cuts, other.cut.length);
    System.arraycopy(other.cutEdges, 0, cutEdges, cuts, other.cut.length);
  }

  /**
   * The same with at most {@code most} different edges of a node, those that {@link Adjacency}
   * would keep of all: so that the edges of a hub need not meet in one task. Where edges have
   * weights or features all stay, as each counts.
   */
  EdgeList capped(int most, long seed) {
    if (weight != null || features != null || !hasHub(most)) {
      return trimmed();
    }
    EdgeList kept = new EdgeList(false, 0);
    long[] draw = Adjacency.draw(this, seed);
    long[] cutHere = new long[count];
    int[] cutEdgesHere = new int[count];
    int nodes = 0;
    int ofNode = 0;
    int last = -1;
    for (int place : LongOrder.of(count, (a, b) -> Adjacency.compare(this, draw, a, b))) {
      boolean sameNode = last >= 0 && target[place] == target[last];
      boolean sameEdge = sameNode && source[place] == source[last];
      ofNode = sameNode ? ofNode + (sameEdge ? 0 : 1) : 1;
      if (ofNode <= most) {
        kept.add(source[place], target[place], 1f, null, 0);
      } else {
        nodes += nodes > 0 && cutHere[nodes - 1] == target[place] ? 0 : 1;
        cutHere[nodes - 1] = target[place];
        cutEdgesHere[nodes - 1]++;
      }
      last = place;
    }
    kept.cut = Arrays.copyOf(cutHere, nodes);
    kept.cutEdges = Arrays.copyOf(cutEdgesHere, nodes);
    return kept.trimmed();
  }

  private boolean hasHub(int most) {
    if (count <= most) {
      return false;
    }
    long[] sorted = Arrays.copyOf(target, count);
    Arrays.sort(sorted);
    for (int i = most; i < count; i++) {
      if (sorted[i] == sorted[i - most]) {
        return true;
      }
    }
    return false;
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
