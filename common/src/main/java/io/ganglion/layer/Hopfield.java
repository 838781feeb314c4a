package io.ganglion.layer;

import io.ganglion.config.Section;
import io.ganglion.data.Columns;
import io.ganglion.loss.Loss;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.network.LayerInfo;
import io.ganglion.network.NetworkException;
import io.ganglion.network.Plan;
import io.ganglion.network.Undirected;
import io.ganglion.network.UndirectedSpec;
import io.ganglion.tensor.Seeds;
import java.util.List;

/**
 * An associative memory of n units that are +1 or −1: a value above 0 is +1, any other −1. It
 * stores the rows as patterns ξ {@code [n]} in symmetric weights W {@code [n, n]}, and recalls from
 * a row s: one unit after another takes the sign of its field, {@code sᵢ ← sign(Σⱼ Wᵢⱼ sⱼ)}, and
 * keeps its state where the field is 0, until a sweep changes none. The energy {@code E = −½ sᵀWs}
 * falls with each change.
 *
 * <p>Source: Hopfield 1982, "Neural networks and physical systems with emergent collective
 * computational abilities".
 *
 * @param storage how W follows from the patterns
 * @param sweeps the most sweeps over all units of a recall
 * @param seed that the order of the units is drawn from
 */
public record Hopfield(Storage storage, int sweeps, long seed) implements UndirectedSpec {
  /** How the weights follow from the patterns. */
  public enum Storage {
    /**
     * {@code W = (1/n) Σ ξξᵀ}: about 0.138 n random patterns before recall breaks down. A unit also
     * hears its own state, {@code Wᵢᵢ} being the number of patterns by n: near that load it keeps
     * stored patterns that other units' noise would tear away, and takes nothing from recall where
     * there are few.
     */
    HEBBIAN,
    /**
     * W projects onto the space that the patterns span, {@code W = Ξ(ΞᵀΞ)⁻¹Ξᵀ}, so that up to n − 1
     * independent patterns stay exactly as they are.
     *
     * <p>Source: Personnaz, Guyon & Dreyfus 1986, "Collective computational properties of neural
     * networks: new learning mechanisms"; without the diagonal: Kanter & Sompolinsky 1987.
     */
    PSEUDO_INVERSE
  }

  public Hopfield {
    if (sweeps < 1) {
      throw new IllegalArgumentException("sweeps: expected at least 1, found " + sweeps);
    }
  }

  /** A memory with the given storage. */
  public static Hopfield of(Storage storage) {
    return new Hopfield(storage, 100, 1);
  }

  static Hopfield read(Section section) {
    Hopfield defaults = of(section.option("storage", Storage.HEBBIAN));
    return new Hopfield(
        defaults.storage,
        section.integer("sweeps", defaults.sweeps, 1),
        section.longInteger("seed", defaults.seed));
  }

  @Override
  public String kind() {
    return "hopfield";
  }

  @Override
  public Loss loss() {
    return new MeanSquaredError();
  }

  @Override
  public boolean stores() {
    return true;
  }

  /** In which order so many units follow their fields. */
  public int[] order(int units) {
    int[] order = new int[units];
    Seeds.permutation(order, units, seed);
    return order;
  }

  @Override
  public Undirected bind(Columns columns, Plan plan) {
    checkColumns(columns, plan);
    List<LayerInfo> layers = plan.layers();
    if (layers.size() > 1) {
      throw new NetworkException(
          plan.where()
              + ": expected nothing before it, since the signs of the columns are its units, found "
              + layers.get(0).kind()
              + ": remove it");
    }
    return new HopfieldNetwork(this, columns, plan);
  }
}
