package io.ganglion.layer;

import io.ganglion.config.Section;
import io.ganglion.data.Columns;
import io.ganglion.data.Shape;
import io.ganglion.loss.Loss;
import io.ganglion.network.Initializer;
import io.ganglion.network.InputLayer;
import io.ganglion.network.InputSpec;
import io.ganglion.network.Layer;
import io.ganglion.network.LayerSpec;
import io.ganglion.network.Plan;

/**
 * A fully connected layer: {@code y = f(x Wᵀ + b)}, with x {@code [rows, in]}, W {@code [units,
 * in]}, b {@code [1, units]}. Steps of a sequence and nodes of a graph are rows like any others. As
 * the first layer it reads sparse columns as they are, and a categorical column as one column of
 * zeros and ones for each known category; a step then trains only the weights of those that are not
 * zero somewhere in its batch.
 *
 * @param units at least 1
 * @param activation f
 * @param bias whether there is b, which starts at zero
 * @param initializer of W
 */
public record Dense(int units, Activation activation, boolean bias, Initializer initializer)
    implements InputSpec {
  public Dense {
    if (units < 1) {
      throw new IllegalArgumentException("units: expected at least 1, found " + units);
    }
  }

  /** A layer with a bias and weights from {@link Normal}. */
  public static Dense of(int units, Activation activation) {
    return new Dense(units, activation, true, new Normal());
  }

  /** The product with W alone. */
  static Dense product(int units, Initializer initializer) {
    return new Dense(units, new Identity(), false, initializer);
  }

  static Dense read(Section section) {
    Dense defaults = of(section.integer("units", 1), new Identity());
    return new Dense(
        defaults.units,
        section.choice("activation", Activations.CATALOGUE, defaults.activation),
        section.flag("bias", defaults.bias),
        section.choice("initializer", Initializers.CATALOGUE, defaults.initializer));
  }

  @Override
  public String kind() {
    return "dense";
  }

  @Override
  public Layer bind(Shape in, Plan plan) {
    return new DenseLayer(this, in, plan);
  }

  @Override
  public InputLayer bindInput(Columns columns, Plan plan) {
    return new DenseInput(this, columns, plan);
  }

  @Override
  public LayerSpec withoutLink(Loss.Link link) {
    return activation.link() == link ? new Dense(units, new Identity(), bias, initializer) : this;
  }

  @Override
  public String finalActivation() {
    return activation.link() == Loss.Link.IDENTITY ? null : activation.kind();
  }
}
