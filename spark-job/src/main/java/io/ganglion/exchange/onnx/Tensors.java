package io.ganglion.exchange.onnx;

import io.ganglion.config.ProtobufMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** ONNX's message TensorProto: numbers or texts with a shape. */
final class Tensors {
  static final int FLOAT = 1;
  static final int INT32 = 6;
  static final int INT64 = 7;
  static final int STRING = 8;
  static final int BOOL = 9;
  static final int DOUBLE = 11;

  private static final int DIMS = 1;
  private static final int DATA_TYPE = 2;
  private static final int STRING_DATA = 6;
  private static final int NAME = 8;
  private static final int RAW_DATA = 9;

  private Tensors() {}

  static ProtobufMessage floats(String name, float[] values, long... shape) {
    byte[] bytes = new byte[Math.multiplyExact(values.length, Float.BYTES)];
    buffer(bytes).asFloatBuffer().put(values);
    return begun(name, FLOAT, shape).bytes(RAW_DATA, bytes);
  }

  static ProtobufMessage doubles(String name, double[] values, long... shape) {
    byte[] bytes = new byte[Math.multiplyExact(values.length, Double.BYTES)];
    buffer(bytes).asDoubleBuffer().put(values);
    return begun(name, DOUBLE, shape).bytes(RAW_DATA, bytes);
  }

  static ProtobufMessage longs(String name, long[] values, long... shape) {
    byte[] bytes = new byte[Math.multiplyExact(values.length, Long.BYTES)];
    buffer(bytes).asLongBuffer().put(values);
    return begun(name, INT64, shape).bytes(RAW_DATA, bytes);
  }

  static ProtobufMessage texts(String name, List<String> values) {
    ProtobufMessage tensor = begun(name, STRING, values.size());
    values.forEach(value -> tensor.text(STRING_DATA, value));
    return tensor;
  }

  private static ByteBuffer buffer(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ProtobufMessage begun(String name, int type, long... shape) {
    ProtobufMessage tensor = new ProtobufMessage();
    for (long dimension : shape) {
      tensor.integer(DIMS, dimension);
    }
    return tensor.integer(DATA_TYPE, type).text(NAME, name);
  }
}
