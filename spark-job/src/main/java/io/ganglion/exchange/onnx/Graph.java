package io.ganglion.exchange.onnx;

import io.ganglion.config.ProtobufMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * ONNX's message GraphProto while it is made: inputs first, then constants and nodes in the order
 * of computation, then outputs. Values are told apart by names, each made once.
 */
final class Graph {
  private static final int NODE = 1;
  private static final int NAME = 2;
  private static final int INITIALIZER = 5;
  private static final int INPUT = 11;
  private static final int OUTPUT = 12;

  private static final int NODE_INPUT = 1;
  private static final int NODE_OUTPUT = 2;
  private static final int NODE_NAME = 3;
  private static final int NODE_OP_TYPE = 4;
  private static final int NODE_ATTRIBUTE = 5;
  private static final int NODE_DOMAIN = 7;

  private static final int VALUE_NAME = 1;
  private static final int VALUE_TYPE = 2;
  private static final int VALUE_DOC = 3;
  private static final int TENSOR_TYPE = 1;
  private static final int ELEMENT_TYPE = 1;
  private static final int SHAPE = 2;
  private static final int DIMENSION = 1;
  private static final int DIMENSION_VALUE = 1;
  private static final int DIMENSION_NAME = 2;

  private final ProtobufMessage message = new ProtobufMessage();
  private final Set<String> names;
  private final List<String> inputs = new ArrayList<>();
  private final List<String> outputs = new ArrayList<>();

  Graph(String name) {
    this(name, new HashSet<>());
  }

  private Graph(String name, Set<String> names) {
    this.names = names;
    message.text(NAME, name);
  }

  /** A graph that a node of this one holds, and whose nodes see the values of this one. */
  Graph inner(String name) {
    return new Graph(name, names);
  }

  ProtobufMessage message() {
    return message;
  }

  /** The names of the inputs in their order. */
  List<String> inputs() {
    return inputs;
  }

  /** The names of the outputs in their order. */
  List<String> outputs() {
    return outputs;
  }

  /** A name that no value has: the wanted one, or with a number behind it. */
  private String unique(String wanted) {
    String name = wanted;
    for (int i = 2; !names.add(name); i++) {
      name = wanted + "_" + i;
    }
    return name;
  }

  /**
   * Adds an input.
   *
   * @param type an element type of {@link Tensors}
   * @param shape whole numbers, and names of dimensions of any size
   */
  String input(String name, int type, String documentation, Object... shape) {
    String unique = unique(name);
    inputs.add(unique);
    message.message(INPUT, value(unique, type, documentation, shape));
    return unique;
  }

  /** Gives a value to the world, under the wanted name if it is free. */
  void output(String name, String value, int type, String documentation, Object... shape) {
    String unique = unique(name);
    outputs.add(unique);
    node("Identity", Attributes.NONE, List.of(value), List.of(unique), "");
    message.message(OUTPUT, value(unique, type, documentation, shape));
  }

  private static ProtobufMessage value(
      String name, int type, String documentation, Object... shape) {
    ProtobufMessage dimensions = new ProtobufMessage();
    for (Object size : shape) {
      ProtobufMessage dimension = new ProtobufMessage();
      if (size instanceof Number number) {
        dimension.integer(DIMENSION_VALUE, number.longValue());
      } else {
        dimension.text(DIMENSION_NAME, size.toString());
      }
      dimensions.message(DIMENSION, dimension);
    }
    ProtobufMessage tensor =
        new ProtobufMessage().integer(ELEMENT_TYPE, type).message(SHAPE, dimensions);
    return new ProtobufMessage()
        .text(VALUE_NAME, name)
        .message(VALUE_TYPE, new ProtobufMessage().message(TENSOR_TYPE, tensor))
        .text(VALUE_DOC, documentation);
  }

  /** Adds constant numbers. */
  String constant(String name, float[] values, long... shape) {
    String unique = unique(name);
    message.message(INITIALIZER, Tensors.floats(unique, values, shape));
    return unique;
  }

  /** Adds constant numbers in double precision. */
  String constant(String name, double[] values, long... shape) {
    String unique = unique(name);
    message.message(INITIALIZER, Tensors.doubles(unique, values, shape));
    return unique;
  }

  /** Adds a constant number. */
  String scalar(double value) {
    return constant("scalar", new float[] {(float) value});
  }

  /** Adds a vector of constant whole numbers. */
  String integers(long... values) {
    String unique = unique("integers");
    message.message(INITIALIZER, Tensors.longs(unique, values, values.length));
    return unique;
  }

  /** Adds a constant whole number. */
  String integer(long value) {
    String unique = unique("integer");
    message.message(INITIALIZER, Tensors.longs(unique, new long[] {value}));
    return unique;
  }

  /** Adds a vector of constant texts. */
  String texts(String name, List<String> values) {
    String unique = unique(name);
    message.message(INITIALIZER, Tensors.texts(unique, values));
    return unique;
  }

  /** Adds a node without settings, and returns its output. */
  String node(String op, String... inputs) {
    return node(op, Attributes.NONE, inputs);
  }

  /** Adds a node with one output, and returns that. */
  String node(String op, Attributes attributes, String... inputs) {
    return node(op, attributes, 0, inputs);
  }

  /**
   * Adds a node, and returns one of its outputs.
   *
   * @param wanted the place of the output; those before it are left out
   * @param inputs where an optional one is left out, the empty text
   */
  String node(String op, Attributes attributes, int wanted, String... inputs) {
    String[] outputs = new String[wanted + 1];
    Arrays.fill(outputs, "");
    outputs[wanted] = unique(op);
    node(op, attributes, List.of(inputs), List.of(outputs), "");
    return outputs[wanted];
  }

  /** Adds a node with several outputs, and returns those. */
  List<String> nodes(String op, Attributes attributes, int count, String... inputs) {
    List<String> outputs = Stream.generate(() -> unique(op)).limit(count).toList();
    node(op, attributes, List.of(inputs), outputs, "");
    return outputs;
  }

  /** Adds a node of ONNX's domain of classical machine learning. */
  String learningNode(String op, Attributes attributes, String... inputs) {
    String output = unique(op);
    node(op, attributes, List.of(inputs), List.of(output), OnnxModel.LEARNING_DOMAIN);
    return output;
  }

  private void node(
      String op, Attributes attributes, List<String> inputs, List<String> outputs, String domain) {
    ProtobufMessage node = new ProtobufMessage();
    inputs.forEach(input -> node.text(NODE_INPUT, input));
    outputs.forEach(output -> node.text(NODE_OUTPUT, output));
    node.text(NODE_NAME, "make " + outputs.get(outputs.size() - 1)).text(NODE_OP_TYPE, op);
    attributes.messages().forEach(attribute -> node.message(NODE_ATTRIBUTE, attribute));
    message.message(NODE, node.text(NODE_DOMAIN, domain));
  }
}
