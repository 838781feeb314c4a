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
