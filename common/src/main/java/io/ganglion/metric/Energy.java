package io.ganglion.metric;

import io.ganglion.data.Targets;
import io.ganglion.tensor.Matrix;
import java.util.EnumSet;
import java.util.Set;

/**
 * The mean energy of the rows, weighted, of an undirected network: of a Hopfield network that of
 * the recalled patterns, of a restricted Boltzmann machine the free energy of the rows. Free
 * energies of held-out rows that rise above those of training rows show overfitting; the value
 * itself says nothing, as it has no fixed zero.
 *
 * <p>Source: Hinton 2010, "A practical guide to training restricted Boltzmann machines", section 6.
 */
public record Energy() implements ScalarMetric {
  @Override
  public String kind() {
    return "energy";
  }

  @Override
  public Set<Task> tasks() {
    return EnumSet.of(Task.ENERGY);
  }

  @Override
  public double[] start(long rows) {
    return Sums.start();
  }

  /** Takes in energies {@code [rows, 1]} in place of predictions. */
  @Override
  public double[] update(double[] state, Matrix energies, Targets targets) {
    for (int r = 0; r < energies.rows; r++) {
      Sums.add(state, targets.weight(r), energies.get(r, 0));
    }
    return state;
  }

  @Override
  public double result(double[] state) {
    return Sums.mean(state);
  }

  @Override
  public boolean largerIsBetter() {
    return false;
  }
}
