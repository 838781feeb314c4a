package io.ganglion.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.testing.Allocations;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Batches of nodes with what they hear. */
final class NeighbourhoodsTest {
  /**
   * Node 0 hears 1 and 2, 1 hears 2 and 3, 2 hears 4, 3 hears itself, 4 hears 5, and 5 nobody. The
   * number of a node is its place and more, the weight of an edge 10 times its node and its source.
   */
  private static Block.Builder graph(int more, int examples, int hops, int... seed) {
    int[] start = {0, 2, 4, 5, 6, 7, 7};
    int[] source = {1, 2, 2, 3, 4, 3, 5};
    float[] weight = {1, 2, 12, 13, 24, 33, 45};
    float[] numeric = new float[6];
    for (int r = 0; r < numeric.length; r++) {
      numeric[r] = more + r;
    }
    return Block.builder(examples)
        .seeds(seed, hops, numeric.length)
        .numeric(numeric, 1)
        .edges(start, source)
        .edgeWeight(weight)
        .classes(IntStream.range(0, examples).map(i -> more + i).toArray());
  }

  private static Batch batch(Columns.Kind kind) {
    return new Batch(new Columns(kind, 1, 0, List.of(), List.of()));
  }

  private static float[] numbers(Batch batch) {
    return Arrays.copyOf(batch.numeric.data, batch.rows());
  }

  private static int[] first(int[] values, int n) {
    return Arrays.copyOf(values, n);
  }

  @Test
  void aBatchHoldsSeedsAndWhatTheyHearEachOnce() {
    Block block = graph(0, 3, 1, 0, 1, 0).degree(new float[] {4, 26, 25, 34, 46, 1}).build();
    Batch batch = batch(Columns.Kind.SEED);
    assertThat(Batcher.inOrder(List.of(block).iterator(), 8).next(batch)).isTrue();

    Structure.Graphs graphs = (Structure.Graphs) batch.structure;
    assertThat(graphs.examples()).isEqualTo(3);
    assertThat(graphs.graphs).isOne();
    assertThat(first(graphs.seed, 3)).containsExactly(0, 1, 0);
    assertThat(numbers(batch)).containsExactly(0, 1, 2, 3);
    // Nodes 2 and 3 are at the last hop, and hear nobody here.
    assertThat(first(graphs.edgeStart, 5)).containsExactly(0, 2, 4, 4, 4);
    assertThat(first(graphs.source, 4)).containsExactly(1, 2, 2, 3);
    assertThat(graphs.edgeWeight).startsWith(1, 2, 12, 13);
    assertThat(graphs.degree).startsWith(4, 26, 25, 34);
    assertThat(first(batch.targets.classes, 3)).containsExactly(0, 1, 2);
  }

  @Test
  void edgesReachAsFarAsTheHops() {
    for (int hops = 0; hops <= 4; hops++) {
      Batch batch = batch(Columns.Kind.SEED);
      Batcher.inOrder(List.of(graph(0, 1, hops, 0).build()).iterator(), 8).next(batch);
      int[] nodes = {1, 3, 5, 6, 6};
      int[] edges = {0, 2, 5, 7, 7};
      assertThat(batch.rows()).isEqualTo(nodes[hops]);
      Structure.Graphs graphs = (Structure.Graphs) batch.structure;
      assertThat(graphs.edgeStart[nodes[hops]]).isEqualTo(edges[hops]);
    }
  }

  @Test
  void whatANodeHearsInAllIsKnownAtTheLastHopToo() {
    Batch batch = batch(Columns.Kind.SEED);
    Batcher.inOrder(List.of(graph(0, 1, 1, 0).build()).iterator(), 8).next(batch);
    Structure.Graphs graphs = (Structure.Graphs) batch.structure;
    assertThat(graphs.degree).startsWith(4, 26, 25);
  }

  @Test
  void blocksInABatchAreGraphsOfTheirOwn() {
    Batch batch = batch(Columns.Kind.SEED);
    List<Block> blocks = List.of(graph(0, 2, 1, 2, 0).build(), graph(100, 2, 2, 4, 3).build());
    Batcher batcher = Batcher.inOrder(blocks.iterator(), 3);
    batcher.next(batch);

    Structure.Graphs graphs = (Structure.Graphs) batch.structure;
    assertThat(graphs.examples()).isEqualTo(3);
    assertThat(graphs.graphs).isEqualTo(2);
    assertThat(first(graphs.nodeStart, 3)).containsExactly(0, 4, 6);
    assertThat(numbers(batch)).containsExactly(2, 0, 4, 1, 104, 105);
    assertThat(first(graphs.seed, 3)).containsExactly(0, 1, 4);
    assertThat(first(graphs.edgeStart, 7)).containsExactly(0, 1, 3, 3, 3, 4, 4);
    assertThat(first(graphs.source, 4)).containsExactly(2, 3, 0, 5);
    assertThat(graphs.edgeWeight).startsWith(24, 1, 2, 45);
    assertThat(first(batch.targets.classes, 3)).containsExactly(0, 1, 100);

    batcher.next(batch);
    assertThat(numbers(batch)).containsExactly(103);
    assertThat(first(graphs.source, 1)).containsExactly(0);
    assertThat(first(batch.targets.classes, 1)).containsExactly(101);
  }

  @Test
  void aPairNamesTwoNodes() {
    Batch batch = batch(Columns.Kind.PAIR);
    Block block = graph(0, 2, 1, 5, 0, 2, 5).build();
    Batcher.inOrder(List.of(block).iterator(), 8).next(batch);
    Structure.Graphs graphs = (Structure.Graphs) batch.structure;
    assertThat(graphs.examples()).isEqualTo(2);
    assertThat(first(graphs.seed, 4)).containsExactly(0, 1, 2, 0);
    assertThat(numbers(batch)).containsExactly(5, 0, 2, 1, 4);
  }

  /** The same block without end. */
  private static Iterator<Block> endless(Block block) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return true;
      }

      @Override
      public Block next() {
        return block;
      }
    };
  }

  @Test
  void aWarmBatchAllocatesNothing() {
    Batch batch = batch(Columns.Kind.SEED);
    Block block = graph(0, 5, 2, 0, 3, 5, 2, 4).build();
    Batcher batcher = Batcher.shuffled(endless(block), 3, 1);
    assertThat(Allocations.perStep(() -> batcher.next(batch))).isZero();
  }
}
