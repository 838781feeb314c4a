package io.ganglion.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ganglion.data.Columns;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.network.LayerEntry;
import io.ganglion.network.LayerSpec;
import io.ganglion.network.Network;
import io.ganglion.network.NetworkException;
import io.ganglion.network.NetworkSpec;
import io.ganglion.testing.Batches;
import io.ganglion.testing.ToyRecurrent;
import java.util.List;
import org.junit.jupiter.api.Test;

class CombinatorsTest {
  private static final List<LayerEntry> IDENTITY = List.of();

  private static List<LayerEntry> one(LayerSpec spec) {
    return List.of(LayerEntry.of(spec));
  }

  private static Network bind(Columns columns, LayerSpec layer) {
    return Network.bind(NetworkSpec.of(layer), columns, new MeanSquaredError());
  }

  @Test
  void aResidualBlockAddsItsInput() {
    Residual residual = new Residual(one(Dense.of(2, new Identity())));
    // W = [[1, 2], [3, 4]], b = [10, 20].
    float[] weights = {1, 2, 3, 4, 10, 20};
    assertThat(DenseTest.output(residual, weights, 1, 1)).containsExactly(14, 28);
  }

  @Test
  void branchesStandSideBySideOrAddUp() {
    float[] weights = {1, 2, 3, 4, 10, 20};
    List<List<LayerEntry>> of = List.of(IDENTITY, one(Dense.of(2, new Identity())), IDENTITY);
    assertThat(DenseTest.output(new Branches(Branches.Join.CONCAT, of), weights, 1, 1, 2, 0))
        .containsExactly(1, 1, 13, 27, 1, 1, 2, 0, 12, 26, 2, 0);
    assertThat(DenseTest.output(new Branches(Branches.Join.SUM, of), weights, 1, 1, 2, 0))
        .containsExactly(15, 29, 16, 26);
  }

  @Test
  void aResidualBlockKeepsTheShape() {
    assertThatThrownBy(() -> bind(Columns.numeric(4), new Residual(one(Dense.of(3, new Relu())))))
        .isInstanceOf(NetworkException.class)
        .hasMessage(
            "residual_1: expected layers that keep the shape (None, 4), found the output"
                + " (None, 3): end them with a layer of 4 units");
  }

  @Test
  void branchesEndInShapesThatJoin() {
    List<List<LayerEntry>> widths = List.of(IDENTITY, one(Dense.of(3, new Relu())));
    assertThatThrownBy(() -> bind(Columns.numeric(4), new Branches(Branches.Join.SUM, widths)))
        .hasMessage(
            "branches_1: expected every branch to end in the shape of the first, (None, 4), found"
                + " (None, 3) from branch 1: change its last layer");
    List<List<LayerEntry>> kinds = List.of(IDENTITY, one(new ToyRecurrent(3, true)));
    Columns steps = Batches.columns(Columns.Kind.STEP, 4);
    assertThatThrownBy(() -> bind(steps, new Branches(Branches.Join.CONCAT, kinds)))
        .hasMessage(
            "branches_1: expected every branch to end in the shape of the first, (None, steps, 4)"
                + " but for the width, found (None, 3) from branch 1: change its last layer");
  }

  @Test
  void branchesAreAtLeastOne() {
    assertThatThrownBy(() -> new Branches(Branches.Join.SUM, List.of()))
        .hasMessage("of: expected at least one branch, found none");
  }
}
