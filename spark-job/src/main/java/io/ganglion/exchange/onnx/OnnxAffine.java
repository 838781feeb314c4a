package io.ganglion.exchange.onnx;

import io.ganglion.exchange.NamedLayer;
import io.ganglion.exchange.Parameters;
import io.ganglion.layer.BatchNormalization;
import io.ganglion.layer.LayerNormalization;
import io.ganglion.tensor.Matrix;

/** Products with weights, sums with biases, and standardisation of features, as nodes. */
final class OnnxAffine {
  private final Graph graph;
  private final Parameters parameters;

  OnnxAffine(Graph graph, Parameters parameters) {
    this.graph = graph;
    this.parameters = parameters;
  }

  /** {@code x Wᵀ}. */
  String product(String layer, String weight, String x) {
    Matrix w = parameters.get(layer, weight);
    String transposed =
        graph.constant(
            layer + "/" + weight, parameters.transposed(layer, weight), w.columns, w.rows);
    return graph.node("MatMul", x, transposed);
  }

  /** {@code x + b}. */
  String add(String layer, String parameter, String x) {
    return graph.node("Add", x, vector(layer, parameter));
  }

  /** A parameter that is a vector. */
  String vector(String layer, String parameter) {
    float[] values = parameters.values(layer, parameter);
    return graph.constant(layer + "/" + parameter, values, values.length);
  }

  /** Its statistics are constants in prediction: one factor and one shift a feature. */
  String batchNormalization(NamedLayer layer, String x) {
    double epsilon = ((BatchNormalization) layer.spec()).epsilon();
    float[] scale = parameters.values(layer.name(), "gamma");
    float[] variance = parameters.values(layer.name(), "running_variance");
    for (int c = 0; c < scale.length; c++) {
      scale[c] = (float) (scale[c] / Math.sqrt(variance[c] + epsilon));
    }
    String centered = graph.node("Sub", x, vector(layer.name(), "running_mean"));
    String factor = graph.constant(layer.name() + "/scale", scale, scale.length);
    return add(layer.name(), "beta", graph.node("Mul", centered, factor));
  }

  /** Numbers less the means of their columns, divided by their deviations. */
  String normalization(String layer, String x) {
    float[] mean = parameters.values(layer, "mean");
    return standardized(graph, layer, x, mean, parameters.values(layer, "variance"));
  }

  /**
   * {@code (x − mean) / √variance}, and 0 for a column without variance.
   *
   * @param owner of the constants, in their names
   */
  static String standardized(Graph graph, String owner, String x, float[] mean, float[] variance) {
    float[] scale = new float[variance.length];
    for (int c = 0; c < scale.length; c++) {
      scale[c] = variance[c] == 0f ? 0f : (float) (1.0 / Math.sqrt(variance[c]));
    }
    String centered = graph.node("Sub", x, graph.constant(owner + "/mean", mean, mean.length));
    return graph.node("Mul", centered, graph.constant(owner + "/scale", scale, scale.length));
  }

  /** Standardises each row. */
  String layerNormalization(NamedLayer layer, String x) {
    double epsilon = ((LayerNormalization) layer.spec()).epsilon();
    return graph.node(
        "LayerNormalization",
        Attributes.NONE.integer("axis", -1).number("epsilon", epsilon),
        x,
        vector(layer.name(), "gamma"),
        vector(layer.name(), "beta"));
  }
}
