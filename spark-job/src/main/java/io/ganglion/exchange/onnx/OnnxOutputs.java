package io.ganglion.exchange.onnx;

import io.ganglion.data.LabelColumn;
import io.ganglion.data.TargetScaling;
import io.ganglion.loss.Loss;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a graph gives: numbers in the units of the data, or a class and the probabilities of all.
 */
final class OnnxOutputs {
  private final Graph graph;
  private final LabelColumn label;
  private final Object[] rows;

  /**
   * Outputs of a label.
   *
   * @param rows the dimensions before those of the outputs
   */
  OnnxOutputs(Graph graph, LabelColumn label, Object... rows) {
    this.graph = graph;
    this.label = label;
    this.rows = rows.clone();
  }

  /**
   * Adds the outputs.
   *
   * @param z the network's output before the link of the loss
   * @param base what is added to numbers; null for nothing
   */
  void write(String z, Loss loss, String base) {
    String prediction = linked(z, loss);
    if (label.classed()) {
      classes(prediction, loss);
    } else {
      numbers(prediction, base);
    }
  }

  private String linked(String z, Loss loss) {
    return switch (loss.link()) {
      case IDENTITY -> z;
      case SIGMOID -> OnnxActivations.sigmoid(graph, z);
      case SOFTMAX -> graph.node("Softmax", Attributes.NONE.integer("axis", -1), z);
      case EXPONENTIAL -> graph.node("Exp", z);
    };
  }

  private void numbers(String prediction, String base) {
    TargetScaling scaling = label.scaling();
    String value = prediction;
    if (!scaling.none() || base != null) {
      value = cast(restored(cast(value, Tensors.DOUBLE), base), Tensors.FLOAT);
    }
    String documentation = "predicted " + label.title();
    graph.output("prediction", value, Tensors.FLOAT, documentation, shape(label.names().size()));
  }

  /** In double precision, as the means of targets may be far larger than their deviations. */
  private String restored(String standardized, String base) {
    TargetScaling scaling = label.scaling();
    String value = standardized;
    if (!scaling.none()) {
      value = graph.node("Mul", value, numbers("deviation", scaling.deviations()));
      value = graph.node("Add", value, numbers("mean", scaling.means()));
    }
    if (base != null) {
      value = graph.node("Add", value, cast(base, Tensors.DOUBLE));
    }
    return scaling.exponential() ? graph.node("Exp", value) : value;
  }

  private String numbers(String name, List<Double> values) {
    double[] array = values.stream().mapToDouble(Double::doubleValue).toArray();
    return graph.constant("target_" + name, array, array.length);
  }

  private void classes(String prediction, Loss loss) {
    String probabilities = prediction;
    if (loss.target() == Loss.Target.BINARY) {
      // One number tells the probability of the second of two classes.
      String first = graph.node("Sub", graph.scalar(1.0), prediction);
      probabilities = graph.node("Concat", Attributes.NONE.integer("axis", -1), first, prediction);
    }
    addBest(probabilities);
    graph.output(
        "probabilities",
        probabilities,
        Tensors.FLOAT,
        "of the classes " + String.join(", ", label.classes()),
        shape(label.classes().size()));
  }

  /** The most probable class. */
  private void addBest(String probabilities) {
    Attributes last = Attributes.NONE.integer("axis", -1).integer("keepdims", 1);
    String index = graph.node("ArgMax", last, probabilities);
    boolean whole = label.classes().stream().allMatch(name -> name.matches("-?\\d{1,18}"));
    String documentation = "predicted " + label.title();
    String table;
    int type;
    if (label.numericClasses() && whole) {
      type = Tensors.INT64;
      table = graph.integers(label.classes().stream().mapToLong(Long::parseLong).toArray());
    } else {
      type = Tensors.STRING;
      table = graph.texts("classes", label.classes());
    }
    String best = graph.node("Gather", table, index);
    graph.output("prediction", best, type, documentation, shape(1));
  }

  private Object[] shape(int width) {
    return Stream.concat(Stream.of(rows), Stream.of(width)).toArray();
  }

  private String cast(String value, int type) {
    return graph.node("Cast", Attributes.NONE.integer("to", type), value);
  }
}
