package io.ganglion.layer;

import io.ganglion.data.Batch;
import io.ganglion.data.Columns;
import io.ganglion.data.Shape;
import io.ganglion.network.Buffer;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.network.Slot;
import io.ganglion.network.Storing;
import io.ganglion.network.Undirected;
import io.ganglion.tensor.Matrix;

/** {@link Hopfield}, bound. Its output is the recalled pattern, +1 and −1. */
final class HopfieldNetwork implements Undirected, Storing {
  private final Hopfield spec;
  private final int units;
  private final Shape output;
  private final Slot weight;
  private final Buffer recalled;
  private final int[] order;

  HopfieldNetwork(Hopfield spec, Columns columns, Plan plan) {
    this.spec = spec;
    this.units = columns.numeric();
    this.output = columns.shape(units);
    this.weight = plan.slot("weight", units, units, Slot.Kind.STATISTIC, new Zeros());
    this.recalled = plan.buffer(output);
    this.order = spec.order(units);
  }

  @Override
  public Shape output() {
    return output;
  }

  @Override
  public Shape units() {
    return output;
  }

  @Override
  public Matrix units(Pass pass) {
    return pass.buffer(recalled);
  }

  @Override
  public boolean trainable() {
    return false;
  }

  @Override
  public void forward(Pass pass, Batch batch, Matrix y) {
    Matrix w = pass.weight(weight);
    Matrix state = pass.buffer(recalled);
    for (int r = 0; r < y.rows; r++) {
      for (int i = 0; i < units; i++) {
        state.set(r, i, sign(batch.numeric.get(r, i)));
      }
      recall(w, state, r);
      System.arraycopy(state.data, state.row(r), y.data, y.row(r), units);
    }
  }

  private void recall(Matrix w, Matrix state, int r) {
    boolean changed = true;
    for (int sweep = 0; sweep < spec.sweeps() && changed; sweep++) {
      changed = false;
      for (int unit : order) {
        changed |= update(w, state, r, unit);
      }
    }
  }

  /** Lets a unit follow its field; returns whether it changed. */
  static boolean update(Matrix w, Matrix state, int r, int unit) {
    double field = field(w, state, r, unit);
    float now = state.get(r, unit);
    if (field * now >= 0.0) {
      return false;
    }
    state.set(r, unit, -now);
    return true;
  }

  private static double field(Matrix w, Matrix state, int r, int unit) {
    int from = w.row(unit);
    int at = state.row(r);
    double field = 0.0;
    for (int j = 0; j < w.columns; j++) {
      field += (double) w.data[from + j] * state.data[at + j];
    }
    return field;
  }

  /** {@code −½ sᵀWs} of row r. */
  static double energy(Matrix w, Matrix state, int r) {
    double energy = 0.0;
    for (int i = 0; i < w.rows; i++) {
      energy -= 0.5 * state.get(r, i) * field(w, state, r, i);
    }
    return energy;
  }

  @Override
  public void energies(Pass pass, Batch batch, Matrix y, Matrix energies) {
    for (int r = 0; r < y.rows; r++) {
      energies.set(r, 0, (float) energy(pass.weight(weight), y, r));
    }
  }

  @Override
  public void backward(Pass pass, Batch batch, Matrix y, Matrix dy) {
    // Patterns are stored, not learned from gradients.
  }

  @Override
  public int correlations() {
    return Correlations.size(units);
  }

  @Override
  public void correlate(Batch batch, double[] sums) {
    double[] pattern = new double[units];
    for (int r = 0; r < batch.numeric.rows; r++) {
      for (int i = 0; i < units; i++) {
        pattern[i] = sign(batch.numeric.get(r, i));
      }
      Correlations.add(sums, pattern, batch.targets.weight(r));
    }
  }

  private static float sign(float value) {
    return value > 0f ? 1f : -1f;
  }

  @Override
  public void store(double[] sums, float[] weights) {
    boolean hebbian = spec.storage() == Hopfield.Storage.HEBBIAN;
    double[] stored =
        hebbian ? Correlations.scaled(sums, 1.0 / units) : Correlations.projection(sums, units);
    for (int i = 0; i < units; i++) {
      for (int j = 0; j < units; j++) {
        float w = i == j && !hebbian ? 0f : (float) stored[Correlations.at(i, j)];
        weights[weight.offset() + i * units + j] = w;
      }
    }
  }
}
