package io.ganglion.exchange.onnx;

import io.ganglion.config.ProtobufMessage;
import java.util.ArrayList;
import java.util.List;

/** ONNX's messages AttributeProto: the settings of a node. */
final class Attributes {
  static final Attributes NONE = new Attributes();

  private static final int NAME = 1;
  private static final int F = 2;
  private static final int I = 3;
  private static final int S = 4;
  private static final int G = 6;
  private static final int FLOATS = 7;
  private static final int INTS = 8;
  private static final int STRINGS = 9;
  private static final int TYPE = 20;

  /** The values of AttributeType. */
  private static final int OF_F = 1;

  private static final int OF_I = 2;
  private static final int OF_S = 3;
  private static final int OF_G = 5;
  private static final int OF_FLOATS = 6;
  private static final int OF_INTS = 7;
  private static final int OF_STRINGS = 8;

  private final List<ProtobufMessage> messages;

  private Attributes(List<ProtobufMessage> messages) {
    this.messages = messages;
  }

  private Attributes() {
    this(List.of());
  }

  List<ProtobufMessage> messages() {
    return messages;
  }

  Attributes number(String name, double value) {
    return with(begun(name, OF_F).number(F, (float) value));
  }

  Attributes integer(String name, long value) {
    return with(begun(name, OF_I).integer(I, value));
  }

  Attributes text(String name, String value) {
    return with(begun(name, OF_S).text(S, value));
  }

  Attributes graph(String name, Graph value) {
    return with(begun(name, OF_G).message(G, value.message()));
  }

  Attributes numbers(String name, List<Double> values) {
    ProtobufMessage attribute = begun(name, OF_FLOATS);
    values.forEach(value -> attribute.number(FLOATS, value.floatValue()));
    return with(attribute);
  }

  Attributes integers(String name, long... values) {
    ProtobufMessage attribute = begun(name, OF_INTS);
    for (long value : values) {
      attribute.integer(INTS, value);
    }
    return with(attribute);
  }

  Attributes texts(String name, List<String> values) {
    ProtobufMessage attribute = begun(name, OF_STRINGS);
    values.forEach(value -> attribute.text(STRINGS, value));
    return with(attribute);
  }

  private static ProtobufMessage begun(String name, int type) {
    return new ProtobufMessage().text(NAME, name).integer(TYPE, type);
  }

  private Attributes with(ProtobufMessage attribute) {
    List<ProtobufMessage> all = new ArrayList<>(messages);
    all.add(attribute);
    return new Attributes(all);
  }
}
