package io.ganglion.train;

import io.ganglion.network.Network;
import io.ganglion.network.Pass;
import io.ganglion.network.Slot;
import io.ganglion.optimize.Step;
import io.ganglion.optimize.UpdateRule;
import io.ganglion.tensor.Matrix;
import io.ganglion.tensor.Prefetch;
import io.ganglion.tensor.Ranges;
import io.ganglion.tensor.Rows;
import java.util.Arrays;
import java.util.List;

/**
 * The part of a step that moves the rows of tables that a batch touched.
 *
 * <p>These rows are short and lie all over memory. So some of them at a time, as many as the first
 * caches hold, are put side by side, moved as one stretch, and put back.
 */
public final class RowSteps {
  /** So many elements are moved at a time, unless one row has more. */
  private static final int BLOCK = 4096;

  private final List<Slot> tables;
  private final Pass pass;
  private final Step block = new Step();
  private final Prefetch prefetch = new Prefetch();

  /**
   * Moves rows by packed gradients.
   *
   * @param pass of the network, {@link Pass#pack packed}
   * @param vectors of the optimizer's state
   */
  public RowSteps(Network network, Pass pass, int vectors) {
    this.tables = network.slots().stream().filter(slot -> slot.kind().byRow()).toList();
    this.pass = pass;
    int size = tables.stream().mapToInt(Slot::columns).reduce(BLOCK, Math::max);
    block.weights = new float[size];
    block.gradient = new float[size];
    block.state = new float[vectors][size];
    block.active = new Ranges();
    block.decayed = new Ranges();
  }

  /**
   * Moves the touched rows and uses their gradients up.
   *
   * @param rule {@link UpdateRule#elementwise elementwise}
   * @param step of which the other parameters have been moved
   */
  public void apply(UpdateRule rule, Step step) {
    block.learningRate = step.learningRate;
    block.number = step.number;
    for (int t = 0; t < tables.size(); t++) {
      Slot table = tables.get(t);
      int count = pass.gradient(table).rows;
      int most = Math.max(1, BLOCK / table.columns());
      for (int first = 0; first < count; first += most) {
        move(rule, step, table, first, Math.min(most, count - first));
      }
    }
  }

  private void move(UpdateRule rule, Step step, Slot table, int first, int n) {
    int[] rows = pass.touched(table);
    gather(step.weights, table, rows, first, n, block.weights);
    for (int v = 0; v < block.state.length; v++) {
      gather(step.state[v], table, rows, first, n, block.state[v]);
    }
    Matrix gradient = pass.gradient(table);
    int from = gradient.row(first);
    int size = n * table.columns();
    System.arraycopy(gradient.data, from, block.gradient, 0, size);
    Arrays.fill(gradient.data, from, from + size, 0f);
    block.active.clear();
    block.active.add(0, size);
    block.decayed.clear();
    if (table.kind().decayed()) {
      block.decayed.addAll(block.active);
    }
    rule.apply(block);
    scatter(block.weights, table, rows, first, n, step.weights);
    for (int v = 0; v < block.state.length; v++) {
      scatter(block.state[v], table, rows, first, n, step.state[v]);
    }
  }

  /** Reads the rows with nothing between them first, so that their ways from memory overlap. */
  private void gather(float[] x, Slot table, int[] rows, int first, int n, float[] to) {
    int width = table.columns();
    prefetch.read(x, table.offset(), width, rows, first, n);
    Rows.gather(x, table.offset(), width, rows, first, first + n, to);
  }

  private static void scatter(float[] from, Slot table, int[] rows, int first, int n, float[] to) {
    Rows.scatter(from, to, table.offset(), table.columns(), rows, first, first + n);
  }
}
