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
 * A mean over what a node hears, with weights that depend on both: in each head {@code z = W x},
 * {@code e_k = leaky_relu(s · z_source(k) + t · z_r)}, {@code α_k = exp(e_k) / Σ_j exp(e_j)} over
 * the edges of row r and itself, {@code h_r = Σ_k α_k z_source(k)}; {@code y = f(h + b)} of the
 * heads side by side, or of their mean. x is {@code [rows, in]}; the slots hold the heads one above
 * the other: {@code weight [heads units, in]}, {@code source} and {@code target [heads, units]}. As
 * the first layer it reads columns as {@link Dense} does.
 *
 * <p>An edge of the data from a node to itself changes nothing where there are self-loops. Weights
 * of edges have no part in it, but that one of weight 0 is none.
 *
 * <p>Source: Veličković, Cucurull, Casanova, Romero, Liò & Bengio 2018, "Graph attention networks",
 * equations 1 to 6, and section 3.3 for dropout on the coefficients.
 *
 * @param units of each head, at least 1
 * @param heads at least 1
 * @param join what becomes of the heads
 * @param activation f
 * @param bias whether there is b, as wide as y, which starts at zero
 * @param negativeSlope of leaky_relu, at least 0
 * @param dropout of the coefficients α while training, in [0, 1)
 * @param selfLoops whether each node hears itself
 * @param initializer of all weights
 */
public record GraphAttention(
    int units,
    int heads,
    Join join,
    Activation activation,
    boolean bias,
    double negativeSlope,
    double dropout,
    boolean selfLoops,
    Initializer initializer)
    implements InputSpec {

  /** How the heads become one row. */
  public enum Join {
    CONCAT,
    MEAN
  }

  public GraphAttention {
    if (units < 1) {
      throw new IllegalArgumentException("units: expected at least 1, found " + units);
    }
    if (heads < 1) {
      throw new IllegalArgumentException("heads: expected at least 1, found " + heads);
    }
    if (!(negativeSlope >= 0.0)) {
      throw new IllegalArgumentException(
          "negativeSlope: expected at least 0, found " + negativeSlope);
    }
    if (!(dropout >= 0.0 && dropout < 1.0)) {
      throw new IllegalArgumentException(
          "dropout: expected at least 0 and below 1, found " + dropout);
    }
  }

  /** Heads with the paper's slope, a bias and self-loops, without dropout. */
  public static GraphAttention of(int units, int heads, Join join, Activation activation) {
    return new GraphAttention(units, heads, join, activation, true, 0.2, 0.0, true, new Normal());
  }

  static GraphAttention read(Section section) {
    int units = section.integer("units", 1);
    int heads = section.integer("heads", 1, 1);
    GraphAttention defaults = of(units, heads, Join.CONCAT, new Identity());
    return new GraphAttention(
        units,
        heads,
        section.option("join", defaults.join),
        section.choice("activation", Activations.CATALOGUE, defaults.activation),
        section.flag("bias", defaults.bias),
        section.number("negativeSlope", defaults.negativeSlope, 0.0, Double.POSITIVE_INFINITY),
        section.number("dropout", defaults.dropout, 0.0, 1.0),
        section.flag("selfLoops", defaults.selfLoops),
        section.choice("initializer", Initializers.CATALOGUE, defaults.initializer));
  }

  @Override
  public String kind() {
    return "graph_attention";
  }

  @Override
  public int hops() {
    return 1;
  }

  @Override
  public Layer bind(Shape in, Plan plan) {
    Neighbours.check(in, plan);
    Layer product = new DenseLayer(product(), in, plan);
    return new Series(product, new GraphAttentionLayer(this, product.output(), plan), plan);
  }

  @Override
  public InputLayer bindInput(Columns columns, Plan plan) {
    Neighbours.check(columns.shape(columns.width()), plan);
    InputLayer product = new DenseInput(product(), columns, plan);
    return new InputSeries(product, new GraphAttentionLayer(this, product.output(), plan), plan);
  }

  private Dense product() {
    return Dense.product(Math.multiplyExact(heads, units), initializer);
  }

  /** The width of y. */
  int width() {
    return join == Join.CONCAT ? heads * units : units;
  }

  @Override
  public LayerSpec withoutLink(Loss.Link link) {
    return activation.link() == link
        ? new GraphAttention(
            units,
            heads,
            join,
            new Identity(),
            bias,
            negativeSlope,
            dropout,
            selfLoops,
            initializer)
        : this;
  }

  @Override
  public String finalActivation() {
    return activation.link() == Loss.Link.IDENTITY ? null : activation.kind();
  }
}
