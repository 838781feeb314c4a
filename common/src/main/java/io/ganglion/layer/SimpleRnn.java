package io.ganglion.layer;

import io.ganglion.config.Section;
import io.ganglion.data.Shape;
import io.ganglion.network.Initializer;
import io.ganglion.network.Layer;
import io.ganglion.network.NetworkException;
import io.ganglion.network.Plan;

/**
 * A fully connected recurrence: {@code h_t = f(x_t Wᵀ + h_{t−1} Uᵀ + b)}, with x {@code [in]}, W
 * {@code [units, in]}, U {@code [units, units]} and b {@code [1, units]}, which starts at 0.
 *
 * <p>Source: Elman 1990, "Finding structure in time".
 *
 * @param activation f, one whose slope follows from its value
 */
public record SimpleRnn(
    int units,
    Activation activation,
    boolean returnSequences,
    double dropout,
    double recurrentDropout,
    Initializer initializer,
    Initializer recurrentInitializer)
    implements Recurrent {
  public SimpleRnn {
    Recurrent.check(units, dropout, recurrentDropout);
  }

  /** A layer with the settings of Keras. */
  public static SimpleRnn of(int units, boolean returnSequences) {
    return new SimpleRnn(
        units, new Tanh(), returnSequences, 0.0, 0.0, new GlorotUniform(), new Orthogonal());
  }

  static SimpleRnn read(Section section) {
    SimpleRnn defaults = of(section.integer("units", 1), false);
    return new SimpleRnn(
        defaults.units,
        section.choice("activation", Activations.CATALOGUE, defaults.activation),
        section.flag("returnSequences", defaults.returnSequences),
        Recurrent.rate(section, "dropout"),
        Recurrent.rate(section, "recurrentDropout"),
        section.choice("initializer", Initializers.CATALOGUE, defaults.initializer),
        section.choice(
            "recurrentInitializer", Initializers.CATALOGUE, defaults.recurrentInitializer));
  }

  @Override
  public String kind() {
    return "simple_rnn";
  }

  @Override
  public Layer bind(Shape in, Plan plan) {
    if (activation.needsInput()) {
      throw new NetworkException(
          plan.where()
              + ": expected an activation whose slope follows from its value, found "
              + activation.kind()
              + ": use tanh or relu");
    }
    return new SimpleRnnLayer(this, in, plan);
  }
}
