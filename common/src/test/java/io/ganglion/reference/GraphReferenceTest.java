package io.ganglion.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.data.Batch;
import io.ganglion.data.Batcher;
import io.ganglion.data.Block;
import io.ganglion.data.Columns;
import io.ganglion.testing.Batches;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Layers over graphs are the dense formulas of scripts/reference/graph_layers.py. */
class GraphReferenceTest {
  private static final int FEATURES = 3;

  static List<Map<?, ?>> cases() {
    return ReferenceRun.cases("graph_layers.json");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void valuesAndGradients(Map<?, ?> reference) {
    Columns columns = Batches.columns(Columns.Kind.NODE, FEATURES);
    Numbers numbers = new Numbers(8);
    float[] inputs = new float[sum(integers(reference.get("nodes"))) * FEATURES];
    numbers.fill(inputs);
    Batch batch = new Batch(columns);
    Block block = block(reference, inputs);
    Batcher.inOrder(List.of(block).iterator(), block.examples).next(batch);
    ReferenceGradient.check(reference, columns, batch, inputs, numbers);
  }

  /** The graphs of a case, whose edges are in the order of their targets. */
  private static Block block(Map<?, ?> reference, float[] inputs) {
    int[] nodes = integers(reference.get("nodes"));
    int[] rowStart = new int[nodes.length + 1];
    int[] graphStart = new int[sum(nodes)];
    for (int b = 0; b < nodes.length; b++) {
      rowStart[b + 1] = rowStart[b] + nodes[b];
      Arrays.fill(graphStart, rowStart[b], rowStart[b + 1], rowStart[b]);
    }
    List<?> edges = (List<?>) reference.get("edges");
    int[] edgeStart = new int[graphStart.length + 1];
    int[] source = new int[edges.size()];
    for (int k = 0; k < source.length; k++) {
      int[] edge = integers(edges.get(k));
      source[k] = edge[0] - graphStart[edge[1]];
      edgeStart[edge[1] + 1]++;
    }
    Arrays.parallelPrefix(edgeStart, Integer::sum);
    Block.Builder block = Block.builder(nodes.length).numeric(inputs, FEATURES);
    block.rowStart(rowStart).edges(edgeStart, source);
    float[] ofEdges = new float[source.length * Batches.EDGE_FEATURES];
    new Numbers(9).fill(ofEdges);
    block.edgeNumeric(ofEdges, Batches.EDGE_FEATURES);
    if (reference.get("edgeWeight") != null) {
      block.edgeWeight(ReferenceRun.vector(reference, "edgeWeight"));
    }
    if (reference.get("degree") != null) {
      block.degree(ReferenceRun.vector(reference, "degree"));
    }
    return block.build();
  }

  private static int[] integers(Object list) {
    return ((List<?>) list).stream().mapToInt(n -> ((Number) n).intValue()).toArray();
  }

  private static int sum(int[] values) {
    return Arrays.stream(values).sum();
  }

  @Test
  void everyLayerOverGraphsHasReferenceNumbers() {
    assertThat(cases().toString())
        .contains("graph_convolution={", "graph_sage={", "graph_attention={")
        .contains("graph_isomorphism={", "graph_pool={")
        .contains(
            "aggregate=max", "join=mean", "normalization=mean", "selfLoops=false", "edges=true")
        .contains("graph=directed", "graph=undirected", "edgeWeight=", "degree=");
  }
}
