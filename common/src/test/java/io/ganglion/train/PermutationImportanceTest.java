package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.data.Block;
import io.ganglion.data.CategoricalColumn;
import io.ganglion.data.ColumnGroup;
import io.ganglion.data.Columns;
import io.ganglion.data.LabelColumn;
import io.ganglion.data.NumericColumn;
import io.ganglion.data.Schema;
import io.ganglion.data.TargetScaling;
import io.ganglion.data.VectorColumn;
import io.ganglion.layer.Dense;
import io.ganglion.layer.Identity;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.network.NetworkSpec;
import io.ganglion.tensor.Csr;
import io.ganglion.tensor.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PermutationImportanceTest {
  private static final List<ColumnGroup> GROUPS =
      List.of(
          new ColumnGroup("a", List.of(0), List.of(), false),
          new ColumnGroup("b", List.of(1), List.of(), false),
          new ColumnGroup("c", List.of(2), List.of(), false));
  private static final ModelSpec SPEC =
      new ModelSpec(
          NetworkSpec.of(Dense.of(1, new Identity())),
          Columns.numeric(3),
          new MeanSquaredError(),
          List.of(),
          new TargetScaling(List.of(5.0), List.of(10.0)));

  /** Two shards of rows with y = 2 a + b, the columns independent and of variance 1. */
  private static List<List<Block>> shards() {
    List<List<Block>> shards = new ArrayList<>();
    for (int shard = 0; shard < 2; shard++) {
      int n = 400;
      float[] x = new float[3 * n];
      float[] y = new float[n];
      for (int i = 0; i < x.length; i++) {
        x[i] = (float) Seeds.normal(shard, i);
      }
      for (int r = 0; r < n; r++) {
        y[r] = 2 * x[3 * r] + x[3 * r + 1];
      }
      shards.add(List.of(Block.builder(n).numeric(x, 3).values(y, 1).build()));
    }
    return shards;
  }

  private static PermutationImportance measure(List<List<Block>> shards, int perPass, long seed) {
    ImportanceWork work = new ImportanceWork(600, 3, perPass, 0, 0);
    TrainState state = TrainState.start(new float[] {2, 1, 0, 0}, 0);
    return PermutationImportance.of(SPEC, state, new LocalCluster(shards), GROUPS, work, seed);
  }

  @Test
  void measuresHowTheLossGrowsInTheUnitsOfTheData() {
    PermutationImportance found = measure(shards(), 1, 7);

    // Permuted, a squared error is E (w (x − x′))² = 2 w², times the squared deviation.
    assertThat(found.loss()).isCloseTo(0, within(1e-6));
    assertThat(found.columns()).extracting(ColumnImportance::column).containsExactly("a", "b", "c");
    assertThat(found.columns().get(0).increase()).isCloseTo(800, within(80.0));
    assertThat(found.columns().get(1).increase()).isCloseTo(200, within(20.0));
    assertThat(found.columns().get(2).increase()).isZero();
    assertThat(found.work().rows()).isEqualTo(600);
    assertThat(found.work().evaluations()).isEqualTo(600 * (1 + 3 * 3));
  }

  @Test
  void theSeedAloneDecides() {
    List<ColumnImportance> columns = measure(shards(), 1, 7).columns();
    assertThat(measure(shards(), 3, 7).columns()).isEqualTo(columns);
    assertThat(measure(shards(), 1, 8).columns()).isNotEqualTo(columns);
  }

  @Test
  void leavesTheRowsOfTheClusterAsTheyAre() {
    List<List<Block>> shards = shards();
    float[] before = shards.get(0).get(0).numeric.clone();
    measure(shards, 1, 7);
    assertThat(shards.get(0).get(0).numeric).isEqualTo(before);
  }

  @Test
  void graphsExchangeAColumnWholeAndKeepTheirEdges() {
    int[] rowStart = {0, 2, 3, 6};
    float[] values = {0, 1, 10, 20, 21, 22};
    int[] edgeStart = {0, 1, 1, 1, 3, 3, 3};
    int[] source = {1, 1, 2};
    Block block =
        Block.builder(3)
            .numeric(values, 1)
            .rowStart(rowStart)
            .edges(edgeStart, source)
            .classes(new int[3])
            .build();
    PermutedRows rows = new PermutedRows(List.of(block).iterator(), 3);
    rows.permute(new ColumnGroup("v", List.of(0), List.of(), false), 5);
    Block copy = rows.blocks().next();
    for (int graph = 0; graph < 3; graph++) {
      int first = (int) copy.numeric[rowStart[graph]];
      int from = first / 10;
      assertThat(from).isNotEqualTo(graph);
      int nodes = rowStart[from + 1] - rowStart[from];
      for (int row = rowStart[graph]; row < rowStart[graph + 1]; row++) {
        assertThat(copy.numeric[row]).isEqualTo(10 * from + (row - rowStart[graph]) % nodes);
      }
    }
    assertThat(copy.edgeStart).containsExactly(edgeStart);
    assertThat(copy.source).containsExactly(source);
    assertThat(new PermutedRows(List.of(block).iterator(), 2).blocks().next().examples)
        .isEqualTo(2);
  }

  @Test
  void permutesIdsAndSparseRowsAndPutsThemBack() {
    Csr sparse = new Csr(9);
    sparse.start = new int[6];
    for (int r = 0; r < 5; r++) {
      sparse.set(r, new int[] {r, 8}, new float[] {r, 1}, r % 3);
      sparse.rows++;
    }
    Block block =
        Block.builder(5)
            .ids(new int[] {0, 10, 1, 11, 2, 12, 3, 13, 4, 14}, 2)
            .sparse(sparse)
            .classes(new int[5])
            .build();
    PermutedRows rows = new PermutedRows(List.of(block).iterator(), 4);
    Block copy = rows.blocks().next();
    ColumnGroup second = new ColumnGroup("second", List.of(), List.of(1), false);
    ColumnGroup vector = new ColumnGroup("vector", List.of(), List.of(), true);

    rows.permute(second, 3);
    rows.permute(vector, 3);

    assertThat(copy.examples).isEqualTo(4);
    for (int r = 0; r < 4; r++) {
      assertThat(copy.ids[2 * r]).isEqualTo(r);
      assertThat(copy.ids[2 * r + 1]).isBetween(10, 13).isNotEqualTo(10 + r);
      int from = copy.ids[2 * r + 1] - 10;
      int first = copy.sparse.start[r];
      assertThat(copy.sparse.start[r + 1] - first).isEqualTo(from % 3);
      assertThat(from % 3 == 0 || copy.sparse.index[first] == from).isTrue();
    }

    rows.restore(second);
    rows.restore(vector);
    assertThat(copy.ids).isEqualTo(Arrays.copyOf(block.ids, 8));
    assertThat(copy.sparse.start).isEqualTo(Arrays.copyOf(sparse.start, 5));
    assertThat(Arrays.copyOf(copy.sparse.index, 3)).containsExactly(1, 2, 8);
  }

  @Test
  void sequencesExchangeColumnsAsWholes() {
    int[] rowStart = {0, 2, 5, 6, 10};
    float[] numeric = new float[20];
    float[] values = new float[10];
    float[] base = new float[10];
    for (int r = 0; r < 10; r++) {
      numeric[2 * r] = r;
      numeric[2 * r + 1] = 100 + r;
      values[r] = 10 * r;
      base[r] = -r;
    }
    Block steps =
        Block.builder(4)
            .numeric(numeric, 2)
            .values(values, 1)
            .base(base)
            .rowStart(rowStart)
            .build();
    PermutedRows rows = new PermutedRows(List.of(steps).iterator(), 3);
    Block copy = rows.blocks().next();
    assertThat(copy.examples).isEqualTo(3);
    assertThat(copy.rows).isEqualTo(6);
    assertThat(copy.values).isEqualTo(Arrays.copyOf(values, 6));
    assertThat(copy.targetPerRow()).isTrue();
    assertThat(Arrays.copyOf(copy.base, 6)).isEqualTo(Arrays.copyOf(base, 6));

    ColumnGroup second = new ColumnGroup("second", List.of(1), List.of(), false);
    rows.permute(second, 5);
    List<Integer> taken = new ArrayList<>();
    for (int e = 0; e < 3; e++) {
      int source = (int) copy.numeric[2 * rowStart[e] + 1] - 100;
      int other = source == 0 ? 0 : source == 2 ? 1 : 2;
      assertThat(rowStart[other]).isEqualTo(source);
      assertThat(other).isNotEqualTo(e);
      taken.add(other);
      int length = rowStart[other + 1] - source;
      for (int t = 0; t < rowStart[e + 1] - rowStart[e]; t++) {
        int row = rowStart[e] + t;
        assertThat(copy.numeric[2 * row]).isEqualTo(row);
        assertThat(copy.numeric[2 * row + 1]).isEqualTo(100 + source + t % length);
      }
    }
    assertThat(taken).containsExactlyInAnyOrder(0, 1, 2);
    rows.restore(second);
    assertThat(copy.numeric).isEqualTo(Arrays.copyOf(numeric, 12));

    Block whole =
        Block.builder(3)
            .numeric(Arrays.copyOf(numeric, 12), 2)
            .classes(new int[] {7, 8, 9})
            .rowStart(Arrays.copyOf(rowStart, 4))
            .build();
    Block two = new PermutedRows(List.of(whole).iterator(), 2).blocks().next();
    assertThat(two.classes).containsExactly(7, 8);
    assertThat(two.rows).isEqualTo(5);
  }

  @Test
  void theStepsOfASingleSequenceArePermuted() {
    Block one =
        Block.builder(1)
            .numeric(new float[] {0, 1, 2, 3}, 1)
            .classes(new int[1])
            .rowStart(new int[] {0, 4})
            .build();
    PermutedRows rows = new PermutedRows(List.of(one).iterator(), 9);
    rows.permute(new ColumnGroup("x", List.of(0), List.of(), false), 5);
    Block copy = rows.blocks().next();
    for (int r = 0; r < 4; r++) {
      assertThat(copy.numeric[r]).isNotEqualTo(r);
    }
    assertThat(copy.numeric).containsExactlyInAnyOrder(0, 1, 2, 3);
  }

  @Test
  void nodesExchangeColumnsAndKeepTheirEdges() {
    Block nodes =
        Block.builder(2)
            .seeds(new int[] {1, 3}, 2, 5)
            .numeric(new float[] {0, 10, 1, 11, 2, 12, 3, 13, 4, 14}, 2)
            .edges(new int[] {0, 1, 2, 2, 3, 3}, new int[] {4, 0, 2})
            .edgeWeight(new float[] {1, 2, 3})
            .degree(new float[] {2, 3, 1, 4, 1})
            .classes(new int[] {7, 8})
            .weights(new float[] {1, 2})
            .build();
    PermutedRows rows = new PermutedRows(List.of(nodes).iterator(), 1);
    Block copy = rows.blocks().next();
    assertThat(copy.examples).isEqualTo(2);
    assertThat(copy.rows).isEqualTo(5);
    assertThat(copy.seed).containsExactly(1, 3);
    assertThat(copy.hops).isEqualTo(2);
    assertThat(copy.source).containsExactly(4, 0, 2);
    assertThat(copy.classes).containsExactly(7, 8);
    assertThat(copy.targetPerRow()).isFalse();

    ColumnGroup second = new ColumnGroup("second", List.of(1), List.of(), false);
    rows.permute(second, 5);
    for (int r = 0; r < 5; r++) {
      assertThat(copy.numeric[2 * r]).isEqualTo(r);
      assertThat(copy.numeric[2 * r + 1]).isBetween(10f, 14f).isNotEqualTo(10f + r);
    }
    rows.restore(second);
    assertThat(copy.numeric).isEqualTo(nodes.numeric);
  }

  @Test
  void groupsGatherWhatAColumnOfTheTableBecame() {
    Schema schema =
        new Schema(
            List.of(
                NumericColumn.of("n", 0, 1, 0, 1, 2),
                new CategoricalColumn("c", List.of("x"), false, 0),
                NumericColumn.of("m", 0, 1, 0, 1, 0),
                new VectorColumn(
                    "v",
                    2,
                    List.of(
                        NumericColumn.of("v[0]", 0, 1, 0, 1, 0),
                        NumericColumn.of("v[1]", 0, 1, 0, 1, 1)))),
            LabelColumn.number("y", TargetScaling.NONE));

    assertThat(ColumnGroup.of(schema))
        .containsExactly(
            new ColumnGroup("n", List.of(0, 4), List.of(), false),
            new ColumnGroup("c", List.of(), List.of(0), false),
            new ColumnGroup("m", List.of(1), List.of(), false),
            new ColumnGroup("v", List.of(2, 3, 5), List.of(), false));
  }

  @Test
  void theWorkKeepsToItsBudget() {
    // 13 columns, 81 rows: five permutations each are little.
    ImportanceWork few = ImportanceWork.of(13, 81, 404L * 100);
    assertThat(few.rows()).isEqualTo(81);
    assertThat(few.repeats()).isEqualTo(5);
    assertThat(few.columnsPerPass()).isEqualTo(1);

    ImportanceWork pixels = ImportanceWork.of(784, 10_000, 60_000L * 20);
    assertThat(pixels.budget()).isEqualTo(360_000);
    assertThat(pixels.evaluations()).isLessThanOrEqualTo(pixels.budget());
    assertThat(pixels.rows()).isEqualTo(458);
    assertThat(pixels.columnsPerPass()).isEqualTo(8);

    assertThat(ImportanceWork.of(100_000, 10_000, 1000).rows()).isEqualTo(50);
  }
}
