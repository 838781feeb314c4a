package io.ganglion.layer;

import io.ganglion.network.LayerEntry;
import java.util.List;

/**
 * Sample layers over graphs for the tests of the whole catalogue; all of them take graphs only,
 * with nodes of width 4 and two features of edges.
 */
final class GraphSamples {
  private GraphSamples() {}

  static List<GraphConvolution> convolution() {
    GraphConvolution.Normalization mean = GraphConvolution.Normalization.MEAN;
    return List.of(
        GraphConvolution.of(3, new Sigmoid()),
        GraphConvolution.of(5, new Gelu(false)),
        new GraphConvolution(2, new Tanh(), false, mean, true, new GlorotUniform()),
        new GraphConvolution(
            4, new Softmax(), true, GraphConvolution.Normalization.SYMMETRIC, false, new Normal()),
        new GraphConvolution(3, new Identity(), true, mean, false, new Normal()));
  }

  static List<GraphSage> sage() {
    GraphSage.Aggregate max = GraphSage.Aggregate.MAX;
    return List.of(
        GraphSage.of(3, GraphSage.Aggregate.MEAN, new Silu()),
        GraphSage.of(5, max, new Tanh()),
        new GraphSage(
            4, GraphSage.Aggregate.MEAN, new Identity(), false, true, new GlorotUniform()),
        new GraphSage(2, max, new Gelu(false), true, true, new LecunUniform()));
  }

  static List<GraphAttention> attention() {
    GraphAttention.Join mean = GraphAttention.Join.MEAN;
    return List.of(
        GraphAttention.of(3, 2, GraphAttention.Join.CONCAT, new Tanh()),
        GraphAttention.of(2, 3, mean, new Gelu(false)),
        new GraphAttention(
            3,
            2,
            GraphAttention.Join.CONCAT,
            new Silu(),
            false,
            0.1,
            0.4,
            true,
            new GlorotUniform()),
        new GraphAttention(2, 2, mean, new Identity(), true, 0.0, 0.3, false, new Normal()));
  }

  static List<GraphIsomorphism> isomorphism() {
    LayerEntry hidden = LayerEntry.of(Dense.of(5, new Tanh()));
    LayerEntry narrow = new LayerEntry("narrow", Dense.of(3, new Sigmoid()));
    return List.of(
        GraphIsomorphism.of(List.of(hidden, narrow)),
        new GraphIsomorphism(
            List.of(LayerEntry.of(new Dropout(0.3)), LayerEntry.of(Dense.of(4, new Tanh()))),
            0.25,
            true,
            false),
        new GraphIsomorphism(List.of(narrow), 0.5, true, true),
        new GraphIsomorphism(List.of(hidden), 0.0, false, true));
  }

  static List<GraphPool> pool() {
    return List.of(
        new GraphPool(GraphPool.Aggregate.SUM),
        new GraphPool(GraphPool.Aggregate.MEAN),
        new GraphPool(GraphPool.Aggregate.MAX));
  }
}
