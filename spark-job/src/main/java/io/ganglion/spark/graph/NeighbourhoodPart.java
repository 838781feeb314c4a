package io.ganglion.spark.graph;

import java.io.Serializable;

/** The nodes of one partition among those that the examples of a unit need. */
public final class NeighbourhoodPart implements Serializable {
  private static final long serialVersionUID = 1L;

  /** By their keys. */
  NodeRows nodes;

  /** Node r hears {@code sources[k]} for k from start[r] up to start[r + 1]. */
  int[] start;

  long[] sources;

  /** Null where each edge weighs 1. */
  float[] weights;

  /** How many numbers an edge has. */
  int columns;

  /** The numbers of each edge; null where they have none. */
  float[] features;

  /** Of each node in the whole graph. */
  float[] degree;

  /** For Kryo. */
  NeighbourhoodPart() {}
}
