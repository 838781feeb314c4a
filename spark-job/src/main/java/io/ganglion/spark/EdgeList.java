package io.ganglion.spark;

import java.util.Arrays;

/** Edges on their way to the partition of the nodes that hear. */
final class EdgeList {
  int count;
  long[] source = new long[16];
  long[] target = new long[16];

  /** Null where each weighs 1. */
  float[] weight;

  /** For Kryo. */
  EdgeList() {}

  EdgeList(boolean weighted) {
    this.weight = weighted ? new float[16] : null;
  }

  void add(long source, long target, float weight) {
    if (count == this.source.length) {
      resize(2 * count);
    }
    this.source[count] = source;
    this.target[count] = target;
    if (this.weight != null) {
      this.weight[count] = weight;
    }
    count++;
  }

  void addAll(EdgeList other) {
    for (int i = 0; i < other.count; i++) {
      add(other.source[i], other.target[i], other.weight == null ? 1f : other.weight[i]);
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
  }
}
