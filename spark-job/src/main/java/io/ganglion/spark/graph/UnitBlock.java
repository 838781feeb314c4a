package io.ganglion.spark.graph;

import io.ganglion.data.Block;
import java.util.Arrays;
import java.util.List;

/** Joins the nodes of a unit, which came from many partitions, by their keys. */
final class UnitBlock {
  private final NodeRows nodes;
  private final int[] start;
  private final int[] source;
  private final float[] weights;
  private final int columns;
  private final float[] features;
  private final float[] degree;

  UnitBlock(List<NeighbourhoodPart> parts) {
    this.nodes =
        NodeRows.sorted(
            parts.stream().map(part -> part.nodes).toList(), parts.get(0).nodes.like(0));
    this.start = new int[nodes.rows + 1];
    this.degree = new float[nodes.rows];
    for (NeighbourhoodPart part : parts) {
      for (int r = 0; r < part.nodes.rows; r++) {
        int row = nodes.indexOf(part.nodes.keys[r]);
        start[row + 1] = part.start[r + 1] - part.start[r];
        degree[row] = part.degree[r];
      }
    }
    for (int row = 0; row < nodes.rows; row++) {
      start[row + 1] += start[row];
    }
    this.source = new int[start[nodes.rows]];
    this.weights = new float[source.length];
    this.columns = parts.get(0).columns;
    this.features = columns == 0 ? null : new float[source.length * columns];
    for (NeighbourhoodPart part : parts) {
      place(part);
    }
  }

  private void place(NeighbourhoodPart part) {
    for (int r = 0; r < part.nodes.rows; r++) {
      int at = start[nodes.indexOf(part.nodes.keys[r])];
      for (int k = part.start[r]; k < part.start[r + 1]; k++) {
        source[at] = nodes.indexOf(part.sources[k]);
        weights[at] = part.weights[k];
        if (features != null) {
          System.arraycopy(part.features, k * columns, features, at * columns, columns);
        }
        at++;
      }
    }
  }

  /** The examples with the nodes around them. */
  Block block(ExamplePiece examples, int hops) {
    int[] seed = new int[examples.seeds.length];
    Arrays.setAll(seed, i -> nodes.indexOf(examples.seeds[i]));
    Block.Builder block =
        Block.builder(examples.count)
            .seeds(seed, hops, nodes.rows)
            .edges(start, source)
            .edgeWeight(weights)
            .edgeNumeric(features, columns)
            .degree(degree);
    nodes.addTo(block);
    examples.addTo(block);
    return block.build();
  }
}
