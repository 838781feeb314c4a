package io.ganglion.layer;

import io.ganglion.config.Section;
import io.ganglion.data.Shape;
import io.ganglion.network.Initializer;
import io.ganglion.network.Layer;
import io.ganglion.network.Plan;

/**
 * Long short-term memory. With {@code s = x_t Wᵀ + h_{t−1} Uᵀ + b} in four parts, {@code i =
 * σ(s_i), f = σ(s_f), g = tanh(s_g), o = σ(s_o)}, the cell {@code c_t = f c_{t−1} + i g} and the
 * state {@code h_t = o tanh(c_t)}; x {@code [in]}, W {@code [4 units, in]}, U {@code [4 units,
 * units]}, b {@code [1, 4 units]} in the order i, f, g, o. b starts at 0, but that of f at 1, so
 * that a cell begins by remembering.
 *
 * <p>Source: Hochreiter &amp; Schmidhuber 1997, "Long short-term memory"; f: Gers, Schmidhuber
 * &amp; Cummins 2000, "Learning to forget"; its bias: Jozefowicz, Zaremba &amp; Sutskever 2015, "An
 * empirical exploration of recurrent network architectures".
 */
public record Lstm(
    int units,
    boolean returnSequences,
    double dropout,
    double recurrentDropout,
    Initializer initializer,
    Initializer recurrentInitializer)
    implements Recurrent {
  public Lstm {
    Recurrent.check(units, dropout, recurrentDropout);
  }

  /** A layer with the settings of Keras. */
  public static Lstm of(int units, boolean returnSequences) {
    return new Lstm(units, returnSequences, 0.0, 0.0, new GlorotUniform(), new Orthogonal());
  }

  static Lstm read(Section section) {
    Lstm defaults = of(section.integer("units", 1), false);
    return new Lstm(
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
    return "lstm";
  }

  @Override
  public Layer bind(Shape in, Plan plan) {
    return new LstmLayer(this, in, plan);
  }
}
