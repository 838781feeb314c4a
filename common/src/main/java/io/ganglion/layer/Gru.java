package io.ganglion.layer;

import io.ganglion.config.Section;
import io.ganglion.data.Shape;
import io.ganglion.network.Initializer;
import io.ganglion.network.Layer;
import io.ganglion.network.Plan;

/**
 * A gated recurrent unit whose reset gate acts behind the matrix product. With {@code a = x_t Wᵀ +
 * b} and {@code u = h_{t−1} Uᵀ + v} in three parts, {@code z = σ(a_z + u_z), r = σ(a_r + u_r), n =
 * tanh(a_n + r u_n)}, and the state {@code h_t = z h_{t−1} + (1 − z) n}; x {@code [in]}, W {@code
 * [3 units, in]}, U {@code [3 units, units]}, the bias {@code [2, 3 units]} with b before v, in the
 * order z, r, n and from 0.
 *
 * <p>Source: Cho et al. 2014, "Learning phrase representations using RNN encoder–decoder for
 * statistical machine translation", equations 5 to 8, with r behind the product.
 */
public record Gru(
    int units,
    boolean returnSequences,
    double dropout,
    double recurrentDropout,
    Initializer initializer,
    Initializer recurrentInitializer)
    implements Recurrent {
  public Gru {
    Recurrent.check(units, dropout, recurrentDropout);
  }

  /** A layer with the settings of Keras. */
  public static Gru of(int units, boolean returnSequences) {
    return new Gru(units, returnSequences, 0.0, 0.0, new GlorotUniform(), new Orthogonal());
  }

  static Gru read(Section section) {
    Gru defaults = of(section.integer("units", 1), false);
    return new Gru(
        defaults.units,
        section.flag("returnSequences", defaults.returnSequences),
        Recurrent.rate(section, "dropout"),
        Recurrent.rate(section, "recurrentDropout"),
        section.choice("initializer", Initializers.CATALOGUE, defaults.initializer),
        section.choice(
            "recurrentInitializer", Initializers.CATALOGUE, defaults.recurrentInitializer));
  }

  @Override
  public String kind() {
    return "gru";
  }

  @Override
  public Layer bind(Shape in, Plan plan) {
    return new GruLayer(this, in, plan);
  }
}
