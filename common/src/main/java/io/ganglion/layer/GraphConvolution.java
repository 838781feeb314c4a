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
 * A dense layer over means of neighbours: {@code y = f(Ĉ x Wᵀ + b)}, with x {@code [rows, in]}, W
 * {@code [units, in]}, b {@code [1, units]} and the coefficients Ĉ of {@link Normalization}. An
 * edge of the data from a node to itself adds to the one that every node gets.
 *
 * <p>The product with W comes first where it makes rows narrower. As the first layer it reads
 * columns as {@link Dense} does, so that sparse ones stay sparse.
 *
 * <p>Source: Kipf & Welling 2017, "Semi-supervised classification with graph convolutional
 * networks", equation 2.
 *
 * @param units at least 1
 * @param activation f
 * @param bias whether there is b, which starts at zero
 * @param normalization of the coefficients
 * @param selfLoops whether each node hears itself with a weight of 1
 * @param initializer of W
 */
public record GraphConvolution(
    int units,
    Activation activation,
    boolean bias,
    Normalization normalization,
    boolean selfLoops,
    Initializer initializer)
    implements InputSpec {

  /**
   * How the coefficients c of row r come from the weights w of its edges, with the degree {@code d
   * = Σ w + 1}, or without self-loops {@code Σ w}, over all that a row hears in the whole graph.
   * Where d is not above 0 they are 0.
   */
  public enum Normalization {
    /** {@code c_k = w_k / √(d_r d_source(k))}. */
    SYMMETRIC,
    /** {@code c_k = w_k / d_r}. */
    MEAN
  }

  public GraphConvolution {
    if (units < 1) {
      throw new IllegalArgumentException("units: expected at least 1, found " + units);
    }
  }

  /** A layer with a bias, symmetric coefficients, self-loops and weights from {@link Normal}. */
  public static GraphConvolution of(int units, Activation activation) {
    return new GraphConvolution(
        units, activation, true, Normalization.SYMMETRIC, true, new Normal());
  }

  static GraphConvolution read(Section section) {
    GraphConvolution defaults = of(section.integer("units", 1), new Identity());
    return new GraphConvolution(
        defaults.units,
        section.choice("activation", Activations.CATALOGUE, defaults.activation),
        section.flag("bias", defaults.bias),
        section.option("normalization", defaults.normalization),
        section.flag("selfLoops", defaults.selfLoops),
        section.choice("initializer", Initializers.CATALOGUE, defaults.initializer));
  }

  @Override
  public String kind() {
    return "graph_convolution";
  }

  @Override
  public int hops() {
    return 1;
  }

  @Override
  public Layer bind(Shape in, Plan plan) {
    Neighbours.check(in, plan);
    if (in.features() > units) {
      Layer product = new DenseLayer(Dense.product(units, initializer), in, plan);
      return new Series(product, propagation(dense(), product.output(), plan), plan);
    }
    Layer means = propagation(Dense.product(in.features(), initializer), in, plan);
    return new Series(means, new DenseLayer(dense(), in, plan), plan);
  }

  @Override
  public InputLayer bindInput(Columns columns, Plan plan) {
    Neighbours.check(columns.shape(columns.width()), plan);
    InputLayer product = new DenseInput(Dense.product(units, initializer), columns, plan);
    return new InputSeries(product, propagation(dense(), product.output(), plan), plan);
  }

  private Layer propagation(Dense end, Shape in, Plan plan) {
    return new PropagationLayer(normalization, selfLoops, end, in, plan);
  }

  private Dense dense() {
    return new Dense(units, activation, bias, initializer);
  }

  @Override
  public LayerSpec withoutLink(Loss.Link link) {
    return activation.link() == link
        ? new GraphConvolution(units, new Identity(), bias, normalization, selfLoops, initializer)
        : this;
  }

  @Override
  public String finalActivation() {
    return activation.link() == Loss.Link.IDENTITY ? null : activation.kind();
  }
}
