package io.ganglion.spark.graph;

import io.ganglion.data.Graphs;
import io.ganglion.spark.training.TrainingRequest;
import java.util.List;

/**
 * What a job wants of its tables of graphs.
 *
 * @param rows what it wants of the nodes
 * @param graphs how examples are graphs, or lie in one
 * @param fanOut by hop: the most neighbours of a node that training follows
 * @param edgeFeatures the columns of edges that layers read
 * @param negatives pairs without an edge for each with one, where edges are predicted
 */
public record GraphRequest(
    TrainingRequest rows,
    Graphs graphs,
    List<Integer> fanOut,
    List<String> edgeFeatures,
    int negatives) {
  public GraphRequest {
    fanOut = List.copyOf(fanOut);
    edgeFeatures = List.copyOf(edgeFeatures);
  }

  /** A request of graphs whose edges have no features. */
  public GraphRequest(TrainingRequest rows, Graphs graphs, List<Integer> fanOut, int negatives) {
    this(rows, graphs, fanOut, List.of(), negatives);
  }
}
