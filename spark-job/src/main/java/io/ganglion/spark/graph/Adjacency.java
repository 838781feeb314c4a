package io.ganglion.spark.graph;

import io.ganglion.spark.shard.LongOrder;
import io.ganglion.tensor.Seeds;
import java.io.Serializable;
import java.util.Arrays;

/**
 * What the nodes of a partition hear, by the keys of the nodes.
 *
 * <p>The edges of a node stand in an order that the seed draws, so that its first ones are a sample
 * of them, whatever the partitions. Edges without weights and features that come twice count once,
 * but for nodes with more than are kept, whose edges may have been cut before they met.
 */
public final class Adjacency implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The nodes that hear any, sorted. */
  long[] targets;

  /** Target t hears {@code sources[k]} for k from start[t] up to start[t + 1]. */
  int[] start;

  long[] sources;

  /** Null where each edge weighs 1. */
  float[] weights;

  /** How many numbers an edge has. */
  int columns;

  /** The numbers of each edge; null where they have none. */
  float[] features;

  /** How many edges each target has, of which the first are here. */
  int[] heard;

  /** The sum of the weights of all its edges. */
  double[] heardWeight;

  /** For Kryo. */
  Adjacency() {}

  /**
   * Groups edges.
   *
   * @param most edges of a node that are kept
   */
  static Adjacency of(EdgeList edges, int most, long seed) {
    long[] draw = draw(edges, seed);
    int[] order = LongOrder.of(edges.count, (a, b) -> compare(edges, draw, a, b));
    Adjacency all = new Adjacency();
    all.targets = new long[edges.count];
    all.start = new int[edges.count + 1];
    all.sources = new long[edges.count];
    all.weights = edges.weight == null ? null : new float[edges.count];
    all.columns = edges.columns;
    all.features = edges.features == null ? null : new float[edges.features.length];
    boolean once = edges.weight == null && edges.features == null;
    all.heard = new int[edges.count];
    all.heardWeight = new double[edges.count];
    int[] repeated = new int[edges.count];
    int last = -1;
    int nodes = 0;
    int kept = 0;
    for (int place : order) {
      boolean sameNode = last >= 0 && edges.target[place] == edges.target[last];
      if (sameNode && once && edges.source[place] == edges.source[last]) {
        repeated[nodes - 1]++;
        continue;
      }
      if (!sameNode) {
        all.targets[nodes++] = edges.target[place];
      }
      last = place;
      float weight = edges.weight == null ? 1f : edges.weight[place];
      all.heardWeight[nodes - 1] += weight;
      if (all.heard[nodes - 1]++ < most) {
        all.sources[kept] = edges.source[place];
        if (all.weights != null) {
          all.weights[kept] = weight;
        }
        if (all.features != null) {
          int columns = all.columns;
          System.arraycopy(edges.features, place * columns, all.features, kept * columns, columns);
        }
        kept++;
      }
      all.start[nodes] = kept;
    }
    if (once) {
      all.countCut(edges, repeated, nodes, most);
    }
    return all.trimmed(nodes, kept);
  }

  /**
   * Sets what nodes hear whose edges were cut: all their rows, as it isn't known any more which of
   * them came twice.
   */
  private void countCut(EdgeList edges, int[] repeated, int nodes, int most) {
    int[] cut = new int[nodes];
    for (int i = 0; i < edges.cut.length; i++) {
      cut[Arrays.binarySearch(targets, 0, nodes, edges.cut[i])] += edges.cutEdges[i];
    }
    for (int node = 0; node < nodes; node++) {
      if (cut[node] > 0 || heard[node] > most) {
        heard[node] += repeated[node] + cut[node];
        heardWeight[node] = heard[node];
      }
    }
  }

  /** What orders the edges of a node. */
  static long[] draw(EdgeList edges, long seed) {
    long[] draw = new long[edges.count];
    for (int i = 0; i < draw.length; i++) {
      draw[i] = Seeds.bits(Seeds.derive(seed, edges.target[i]), edges.source[i]);
    }
    return draw;
  }

  /** Which of two edges comes first: by the node that hears, and by the draw. */
  static int compare(EdgeList edges, long[] draw, int a, int b) {
    int compared = Long.compare(edges.target[a], edges.target[b]);
    compared = compared == 0 ? Long.compare(draw[a], draw[b]) : compared;
    compared = compared == 0 ? Long.compare(edges.source[a], edges.source[b]) : compared;
    if (compared == 0 && edges.weight != null) {
      compared = Float.compare(edges.weight[a], edges.weight[b]);
    }
    return compared == 0 ? EdgeList.compare(edges.features, edges.columns, a, b) : compared;
  }

  private Adjacency trimmed(int nodes, int edges) {
    targets = Arrays.copyOf(targets, nodes);
    start = Arrays.copyOf(start, nodes + 1);
    sources = Arrays.copyOf(sources, edges);
    weights = weights == null ? null : Arrays.copyOf(weights, edges);
    features = features == null ? null : Arrays.copyOf(features, edges * columns);
    heard = Arrays.copyOf(heard, nodes);
    heardWeight = Arrays.copyOf(heardWeight, nodes);
    return this;
  }

  /** The place of a node, or a negative number where it hears none. */
  int indexOf(long key) {
    return Arrays.binarySearch(targets, key);
  }

  /** How many edges a node has here, of the first {@code fanOut}. */
  int edges(int place, int fanOut) {
    return place < 0 ? 0 : Math.min(fanOut, start[place + 1] - start[place]);
  }

  /**
   * The weight of an edge, if the first {@code taken} edges of its node stand for all of them.
   *
   * @param k from {@code start[place]} on
   */
  float weight(int place, int k, int taken) {
    float own = weights == null ? 1f : weights[k];
    return taken == heard[place] ? own : own * heard[place] / taken;
  }

  /** The sum of the weights of the edges of a node, and 1 for itself. */
  float degree(int place) {
    return place < 0 ? 1f : (float) (heardWeight[place] + 1.0);
  }
}
