package io.ganglion.exchange.onnx;

import io.ganglion.exchange.Parameters;
import io.ganglion.layer.Activation;
import io.ganglion.layer.Elu;
import io.ganglion.layer.Gru;
import io.ganglion.layer.LeakyRelu;
import io.ganglion.layer.Lstm;
import io.ganglion.layer.SimpleRnn;
import java.util.List;
import java.util.stream.IntStream;

/** Recurrent layers as nodes: weights {@code [1, gates · units, in]}, the gates in ONNX's order. */
final class OnnxRecurrent {
  /** Ours is input, forget, cell, output; ONNX's input, output, forget, cell. */
  private static final int[] LSTM_ORDER = {0, 3, 1, 2};

  /** Update, reset, candidate in both. */
  private static final int[] GRU_ORDER = {0, 1, 2};

  private static final int[] RNN_ORDER = {0};

  private final Graph graph;
  private final Parameters parameters;

  OnnxRecurrent(Graph graph, Parameters parameters) {
    this.graph = graph;
    this.parameters = parameters;
  }

  String lstm(String name, Lstm spec, OnnxSteps steps, String x) {
    float[] bias = new float[8 * spec.units()];
    float[] ordered = ordered(parameters.values(name, "bias"), LSTM_ORDER);
    System.arraycopy(ordered, 0, bias, 0, ordered.length);
    return node(
        "LSTM",
        Attributes.NONE,
        LSTM_ORDER,
        bias,
        name,
        spec.units(),
        spec.returnSequences(),
        steps,
        x);
  }

  String gru(String name, Gru spec, OnnxSteps steps, String x) {
    // The reset gate acts behind the product with the state.
    Attributes attributes = Attributes.NONE.integer("linear_before_reset", 1);
    float[] bias = parameters.values(name, "bias");
    return node(
        "GRU", attributes, GRU_ORDER, bias, name, spec.units(), spec.returnSequences(), steps, x);
  }

  String simpleRnn(String name, SimpleRnn spec, OnnxSteps steps, String x) {
    float[] bias = new float[2 * spec.units()];
    System.arraycopy(parameters.values(name, "bias"), 0, bias, 0, spec.units());
    return node(
        "RNN",
        activation(spec.activation()),
        RNN_ORDER,
        bias,
        name,
        spec.units(),
        spec.returnSequences(),
        steps,
        x);
  }

  private static Attributes activation(Activation f) {
    String name =
        switch (f.kind()) {
          case "linear" -> "Affine";
          case "tanh" -> "Tanh";
          case "sigmoid" -> "Sigmoid";
          case "relu" -> "Relu";
          case "leaky_relu" -> "LeakyRelu";
          case "elu" -> "Elu";
          case "softplus" -> "Softplus";
          default ->
              throw new UnsupportedOperationException(
                  "the activation " + f.kind() + " inside a recurrence");
        };
    Attributes attributes = Attributes.NONE.texts("activations", List.of(name));
    double alpha = 1.0;
    if (f instanceof LeakyRelu leaky) {
      alpha = leaky.negativeSlope();
    } else if (f instanceof Elu elu) {
      alpha = elu.alpha();
    }
    return attributes
        .numbers("activation_alpha", List.of(alpha))
        .numbers("activation_beta", List.of(0.0));
  }

  private String node(
      String op,
      Attributes attributes,
      int[] order,
      float[] bias,
      String name,
      int units,
      boolean returnSequences,
      OnnxSteps steps,
      String x) {
    int gates = order.length;
    float[] w = ordered(parameters.values(name, "weight"), order);
    float[] r = ordered(parameters.values(name, "recurrent_weight"), order);
    String weight =
        graph.constant(name + "/weight", w, 1, (long) gates * units, w.length / (gates * units));
    String recurrent =
        graph.constant(name + "/recurrent_weight", r, 1, (long) gates * units, units);
    String biases = graph.constant(name + "/bias", bias, 1, bias.length);
    String[] inputs = {x, weight, recurrent, biases, steps.lengths32()};
    Attributes all = attributes.integer("hidden_size", units);
    return returnSequences
        // [steps, 1, sequences, units]
        ? graph.node("Squeeze", graph.node(op, all, 0, inputs), graph.integers(1))
        // [1, sequences, units]
        : graph.node("Squeeze", graph.node(op, all, 1, inputs), graph.integers(0));
  }

  /** The parts of a parameter, one for each gate, in another order. */
  private static float[] ordered(float[] values, int[] order) {
    int part = values.length / order.length;
    float[] ordered = new float[values.length];
    IntStream.range(0, order.length)
        .forEach(i -> System.arraycopy(values, order[i] * part, ordered, i * part, part));
    return ordered;
  }
}
