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
 * A layer that keeps a node apart from those that it hears: {@code y_r = f(W₁ x_r + m_r + b)}, with
 * x {@code [rows, in]}, b {@code [1, units]} and m as {@link Aggregate} says. The slot {@code
 * weight [2 units, in]} holds W₁ above W₂. A node that hears nobody has m = 0; one hears itself
 * only along an edge of the data. As the first layer it reads columns as {@link Dense} does.
 *
 * <p>Source: Hamilton, Ying & Leskovec 2017, "Inductive representation learning on large graphs",
 * algorithm 1 and equations 2 and 3.
 *
 * @param units at least 1
 * @param aggregate what becomes of the neighbours
 * @param activation f
 * @param bias whether there is b, which starts at zero
 * @param normalize whether y is divided by its length, row by row
 * @param initializer of the weights
 */
public record GraphSage(
    int units,
    Aggregate aggregate,
    Activation activation,
    boolean bias,
    boolean normalize,
    Initializer initializer)
    implements InputSpec {

  /** How the rows that a node hears become one. */
  public enum Aggregate {
    /** {@code m_r = Σ_k w_k W₂ x_source(k) / Σ_k w_k}, with the weights w of the edges at hand. */
    MEAN,
    /**
     * {@code m_r = W₃ max_k relu(W₂ x_source(k) + c)}, the maximum feature by feature, with W₃
     * {@code [units, units]} and c {@code [1, units]}; weights of edges have no part in it.
     */
    MAX
  }

  public GraphSage {
    if (units < 1) {
      throw new IllegalArgumentException("units: expected at least 1, found " + units);
    }
  }

  /** A layer with a bias, weights from {@link Normal}, and rows of any length. */
  public static GraphSage of(int units, Aggregate aggregate, Activation activation) {
    return new GraphSage(units, aggregate, activation, true, false, new Normal());
  }

  static GraphSage read(Section section) {
    GraphSage defaults = of(section.integer("units", 1), Aggregate.MEAN, new Identity());
    return new GraphSage(
        defaults.units,
        section.option("aggregate", defaults.aggregate),
        section.choice("activation", Activations.CATALOGUE, defaults.activation),
        section.flag("bias", defaults.bias),
        section.flag("normalize", defaults.normalize),
        section.choice("initializer", Initializers.CATALOGUE, defaults.initializer));
  }

  @Override
  public String kind() {
    return "graph_sage";
  }

  @Override
  public int hops() {
    return 1;
  }

  @Override
  public Layer bind(Shape in, Plan plan) {
    Neighbours.check(in, plan);
    Layer product = new DenseLayer(product(), in, plan);
    return new Series(product, rest(product.output(), plan), plan);
  }

  @Override
  public InputLayer bindInput(Columns columns, Plan plan) {
    Neighbours.check(columns.shape(columns.width()), plan);
    InputLayer product = new DenseInput(product(), columns, plan);
    return new InputSeries(product, rest(product.output(), plan), plan);
  }

  private Dense product() {
    return Dense.product(Math.multiplyExact(2, units), initializer);
  }

  private Layer rest(Shape in, Plan plan) {
    Dense end = new Dense(units, activation, bias, initializer);
    Layer joined =
        aggregate == Aggregate.MEAN
            ? new SageMeanLayer(end, in, plan)
            : new SageMaxLayer(end, in, plan);
    return normalize ? new Series(joined, new UnitRowsLayer(joined.output(), plan), plan) : joined;
  }

  @Override
  public LayerSpec withoutLink(Loss.Link link) {
    return activation.link() == link && !normalize
        ? new GraphSage(units, aggregate, new Identity(), bias, false, initializer)
        : this;
  }

  @Override
  public String finalActivation() {
    return activation.link() == Loss.Link.IDENTITY ? null : activation.kind();
  }
}
