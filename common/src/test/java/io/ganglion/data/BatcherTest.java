package io.ganglion.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.tensor.Csr;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BatcherTest {
  /** Examples first … first + n − 1; each has one column, its own number. */
  private static Block numbers(int first, int n) {
    float[] numeric = new float[n];
    int[] classes = new int[n];
    for (int i = 0; i < n; i++) {
      numeric[i] = first + i;
      classes[i] = first + i;
    }
    return Block.builder(n).numeric(numeric, 1).classes(classes).build();
  }

  private static List<Integer> drain(Batcher batcher, List<Integer> sizes) {
    Batch batch = new Batch(Columns.numeric(1));
    List<Integer> seen = new ArrayList<>();
    while (batcher.next(batch)) {
      sizes.add(batch.rows());
      for (int r = 0; r < batch.rows(); r++) {
        assertThat(batch.targets.classes[r]).isEqualTo((int) batch.numeric.get(r, 0));
        seen.add(batch.targets.classes[r]);
      }
    }
    return seen;
  }

  @Test
  void everyExampleComesOnceAndBatchesGoOnIntoTheNextBlock() {
    List<Block> blocks = List.of(numbers(0, 5), numbers(5, 0), numbers(5, 7), numbers(12, 1));
    List<Integer> sizes = new ArrayList<>();

    List<Integer> inOrder = drain(Batcher.inOrder(blocks.iterator(), 4), sizes);
    assertThat(inOrder).isEqualTo(IntStream.range(0, 13).boxed().toList());
    assertThat(sizes).containsExactly(4, 4, 4, 1);

    List<Integer> shuffled = drain(Batcher.shuffled(blocks.iterator(), 4, 1), new ArrayList<>());
    assertThat(shuffled).isNotEqualTo(inOrder).containsExactlyInAnyOrderElementsOf(inOrder);
  }

  @Test
  void theOrderIsAFunctionOfTheKey() {
    List<Block> blocks = List.of(numbers(0, 50), numbers(50, 50));
    List<Integer> first = drain(Batcher.shuffled(blocks.iterator(), 8, 1), new ArrayList<>());
    List<Integer> again = drain(Batcher.shuffled(blocks.iterator(), 8, 1), new ArrayList<>());
    List<Integer> other = drain(Batcher.shuffled(blocks.iterator(), 8, 2), new ArrayList<>());

    assertThat(again).isEqualTo(first);
    assertThat(other).isNotEqualTo(first);
  }

  @Test
  void skippingLeavesWhatComesAfterUnchanged() {
    List<Block> blocks = List.of(numbers(0, 10), numbers(10, 10), numbers(20, 3));
    List<Integer> all = drain(Batcher.shuffled(blocks.iterator(), 4, 7), new ArrayList<>());
    for (int skipped : new int[] {0, 4, 12, 20, 23, 40}) {
      Batcher batcher = Batcher.shuffled(blocks.iterator(), 4, 7);
      batcher.skip(skipped);
      assertThat(drain(batcher, new ArrayList<>()))
          .isEqualTo(all.subList(Math.min(skipped, 23), 23));
    }
  }

  @Test
  void sequencesArePackedTimeMajorLongestFirst() {
    // Lengths 1, 3, 2; the number of a step is 10 × series + step.
    Block block =
        Block.builder(3)
            .numeric(new float[] {0, 10, 11, 12, 20, 21}, 1)
            .rowStart(new int[] {0, 1, 4, 6})
            .classes(new int[] {100, 101, 102})
            .build();
    Columns columns = new Columns(Columns.Kind.STEP, 1, 0, List.of(), List.of());
    Batch batch = new Batch(columns);

    assertThat(Batcher.inOrder(List.of(block).iterator(), 8).next(batch)).isTrue();

    Structure.Packed packed = (Structure.Packed) batch.structure;
    assertThat(packed.examples()).isEqualTo(3);
    assertThat(packed.steps).isEqualTo(3);
    assertThat(packed.active).startsWith(3, 2, 1);
    assertThat(packed.start).startsWith(0, 3, 5, 6);
    assertThat(batch.numeric.data).startsWith(10, 20, 0, 11, 21, 12);
    assertThat(batch.targets.classes).startsWith(101, 102, 100);
  }

  @Test
  void aTargetPerStepFollowsItsStep() {
    Block block =
        Block.builder(2)
            .numeric(new float[] {0, 10, 11}, 1)
            .rowStart(new int[] {0, 1, 3})
            .values(new float[] {-0f, -10, -11}, 1)
            .weights(new float[] {1, 2, 3})
            .build();
    Batch batch = new Batch(new Columns(Columns.Kind.STEP, 1, 0, List.of(), List.of()));

    Batcher.inOrder(List.of(block).iterator(), 2).next(batch);

    assertThat(batch.targets.rows).isEqualTo(3);
    assertThat(batch.targets.values.data).startsWith(-10, -0f, -11);
    assertThat(batch.targets.weights).startsWith(2, 1, 3);
    assertThat(batch.targets.totalWeight()).isEqualTo(6.0);
  }

  @Test
  void graphsStandSideBySideWithTheirEdgesMoved() {
    // The first graph is a lonely node, the second 0 → 1, 1 → 0, 0 → 2.
    Block block =
        Block.builder(2)
            .numeric(new float[] {5, 6, 7, 8}, 1)
            .rowStart(new int[] {0, 1, 4})
            .edges(new int[] {0, 0, 1, 2, 3}, new int[] {1, 0, 0})
            .values(new float[] {1, 2}, 1)
            .build();
    Batch batch = new Batch(new Columns(Columns.Kind.NODE, 1, 0, List.of(), List.of()));

    Batcher.inOrder(List.of(block, block).iterator(), 4).next(batch);

    Structure.Graphs graphs = (Structure.Graphs) batch.structure;
    assertThat(graphs.examples()).isEqualTo(4);
    assertThat(graphs.nodeStart).startsWith(0, 1, 4, 5, 8);
    assertThat(graphs.edgeStart).startsWith(0, 0, 1, 2, 3, 3, 4, 5, 6);
    assertThat(graphs.source).startsWith(2, 1, 1, 6, 5, 5);
    assertThat(batch.numeric.data).startsWith(5, 6, 7, 8, 5, 6, 7, 8);
  }

  @Test
  void weightsOfEdgesAndDegreesGoWithTheirGraph() {
    Block weighted =
        Block.builder(2)
            .rowStart(new int[] {0, 1, 3})
            .edges(new int[] {0, 0, 2, 3}, new int[] {1, 0, 0})
            .edgeWeight(new float[] {0.5f, 2f, 4f})
            .degree(new float[] {1f, 9f, 5f})
            .build();
    Block plain =
        Block.builder(1)
            .rowStart(new int[] {0, 2})
            .edges(new int[] {0, 2, 2}, new int[] {1, 1})
            .build();
    Batch batch = new Batch(new Columns(Columns.Kind.NODE, 0, 0, List.of(), List.of()));
    Structure.Graphs graphs = (Structure.Graphs) batch.structure;

    Batcher.inOrder(List.of(plain, weighted).iterator(), 3).next(batch);
    assertThat(graphs.edgeStart).startsWith(0, 2, 2, 2, 4, 5);
    assertThat(graphs.edgeWeight).startsWith(1f, 1f, 0.5f, 2f, 4f);
    assertThat(graphs.degree).startsWith(3f, 1f, 1f, 9f, 5f);

    Batcher.inOrder(List.of(plain).iterator(), 1).next(batch);
    assertThat(graphs.edgeWeight).isNull();
    assertThat(graphs.degree).isNull();
  }

  @Test
  void sparseNumbersAndIdsFollowTheirRow() {
    Csr sparse = new Csr(100);
    sparse.rows = 3;
    sparse.start = new int[] {0, 2, 2, 3};
    sparse.index = new int[] {4, 90, 7};
    sparse.value = new float[] {1, 2, 3};
    Block block =
        Block.builder(3)
            .numeric(new float[0], 0)
            .sparse(sparse)
            .ids(new int[] {1, 2, 3, 4, 5, 6}, 2)
            .classes(new int[] {0, 1, 2})
            .build();
    Batch batch = new Batch(new Columns(Columns.Kind.EXAMPLE, 0, 100, List.of(9, 9), List.of()));

    Batcher batcher = Batcher.inOrder(List.of(block).iterator(), 2);
    batcher.next(batch);
    assertThat(batch.sparse.start).startsWith(0, 2, 2);
    assertThat(batch.ids).startsWith(1, 2, 3, 4);
    batcher.next(batch);
    assertThat(batch.sparse.stored()).isEqualTo(1);
    assertThat(batch.sparse.index).startsWith(7);
    assertThat(batch.sparse.value).startsWith(3f);
    assertThat(batch.ids).startsWith(5, 6);
  }

  @Test
  void fieldsThatABlockHasNoUseForMayBeNull() {
    // A block of lonely nodes beside one of pairs, each node with a target of its own.
    Block lonely =
        Block.builder(2).ids(new int[] {1, 2}, 1).values(new float[] {10, 20}, 1).build();
    Block pairs =
        Block.builder(1)
            .ids(new int[] {3, 4}, 1)
            .rowStart(new int[] {0, 2})
            .edges(new int[] {0, 1, 1}, new int[] {1})
            .values(new float[] {30, 40}, 1)
            .build();
    Batch batch = new Batch(new Columns(Columns.Kind.NODE, 0, 0, List.of(9), List.of()));

    Batcher.inOrder(List.of(lonely, pairs).iterator(), 3).next(batch);

    Structure.Graphs graphs = (Structure.Graphs) batch.structure;
    assertThat(graphs.nodeStart).startsWith(0, 1, 2, 4);
    assertThat(graphs.edgeStart).startsWith(0, 0, 0, 1, 1);
    assertThat(graphs.source).startsWith(3);
    assertThat(batch.numeric.columns).isZero();
    assertThat(batch.ids).startsWith(1, 2, 3, 4);
    assertThat(batch.targets.rows).isEqualTo(4);
    assertThat(batch.targets.values.data).startsWith(10, 20, 30, 40);
  }

  @Test
  void sequencesOfOneStepMayStandBesideLongerOnes() {
    Block single =
        Block.builder(2).numeric(new float[] {1, 2}, 1).values(new float[] {10, 20}, 1).build();
    Block longer =
        Block.builder(1)
            .numeric(new float[] {3, 4}, 1)
            .rowStart(new int[] {0, 2})
            .values(new float[] {30, 40}, 1)
            .build();
    Batch batch = new Batch(new Columns(Columns.Kind.STEP, 1, 0, List.of(), List.of()));

    Batcher.inOrder(List.of(single, longer).iterator(), 3).next(batch);

    assertThat(((Structure.Packed) batch.structure).active).startsWith(3, 1);
    assertThat(batch.numeric.data).startsWith(3, 1, 2, 4);
    assertThat(batch.targets.rows).isEqualTo(4);
    assertThat(batch.targets.values.data).startsWith(30, 10, 20, 40);
  }
}
