package io.ganglion.spark.cluster;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Writes arrays of numbers as a length and little-endian bytes, a piece at a time, so that neither
 * Kryo's buffer nor a copy has to hold a whole array. A null array is length 0, an array of n is n
 * + 1.
 *
 * <p>Not thread-safe, as Kryo's serializers are not.
 */
public final class PrimitiveArrays {
  private static final int PIECE_BYTES = 1 << 16;

  private final byte[] bytes = new byte[PIECE_BYTES];
  private final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);

  /** Writes the length and the numbers. */
  public void write(Output output, float[] x) {
    writeLength(output, x == null ? -1 : x.length);
    for (int from = 0; x != null && from < x.length; ) {
      int count = Math.min(PIECE_BYTES / Float.BYTES, x.length - from);
      buffer.asFloatBuffer().put(x, from, count);
      output.writeBytes(bytes, 0, count * Float.BYTES);
      from += count;
    }
  }

  /** Writes the length and the numbers. */
  public void write(Output output, int[] x) {
    writeLength(output, x == null ? -1 : x.length);
    for (int from = 0; x != null && from < x.length; ) {
      int count = Math.min(PIECE_BYTES / Integer.BYTES, x.length - from);
      buffer.asIntBuffer().put(x, from, count);
      output.writeBytes(bytes, 0, count * Integer.BYTES);
      from += count;
    }
  }

  /** Writes the length and the numbers. */
  public void write(Output output, long[] x) {
    writeLength(output, x == null ? -1 : x.length);
    for (int from = 0; x != null && from < x.length; ) {
      int count = Math.min(PIECE_BYTES / Long.BYTES, x.length - from);
      buffer.asLongBuffer().put(x, from, count);
      output.writeBytes(bytes, 0, count * Long.BYTES);
      from += count;
    }
  }

  /** Writes the length and the numbers. */
  public void write(Output output, double[] x) {
    writeLength(output, x == null ? -1 : x.length);
    for (int from = 0; x != null && from < x.length; ) {
      int count = Math.min(PIECE_BYTES / Double.BYTES, x.length - from);
      buffer.asDoubleBuffer().put(x, from, count);
      output.writeBytes(bytes, 0, count * Double.BYTES);
      from += count;
    }
  }

  float[] readFloats(Input input) {
    int length = readLength(input);
    if (length < 0) {
      return null;
    }
    float[] x = new float[length];
    for (int from = 0; from < length; ) {
      int count = Math.min(PIECE_BYTES / Float.BYTES, length - from);
      input.readBytes(bytes, 0, count * Float.BYTES);
      buffer.asFloatBuffer().get(x, from, count);
      from += count;
    }
    return x;
  }

  int[] readInts(Input input) {
    int length = readLength(input);
    if (length < 0) {
      return null;
    }
    int[] x = new int[length];
    for (int from = 0; from < length; ) {
      int count = Math.min(PIECE_BYTES / Integer.BYTES, length - from);
      input.readBytes(bytes, 0, count * Integer.BYTES);
      buffer.asIntBuffer().get(x, from, count);
      from += count;
    }
    return x;
  }

  /** Reads what was written of longs. */
  public long[] readLongs(Input input) {
    int length = readLength(input);
    if (length < 0) {
      return null;
    }
    long[] x = new long[length];
    for (int from = 0; from < length; ) {
      int count = Math.min(PIECE_BYTES / Long.BYTES, length - from);
      input.readBytes(bytes, 0, count * Long.BYTES);
      buffer.asLongBuffer().get(x, from, count);
      from += count;
    }
    return x;
  }

  double[] readDoubles(Input input) {
    int length = readLength(input);
    if (length < 0) {
      return null;
    }
    double[] x = new double[length];
    for (int from = 0; from < length; ) {
      int count = Math.min(PIECE_BYTES / Double.BYTES, length - from);
      input.readBytes(bytes, 0, count * Double.BYTES);
      buffer.asDoubleBuffer().get(x, from, count);
      from += count;
    }
    return x;
  }

  /** Writes how many arrays there are, then each. */
  public void write(Output output, float[][] x) {
    writeLength(output, x == null ? -1 : x.length);
    for (int i = 0; x != null && i < x.length; i++) {
      write(output, x[i]);
    }
  }

  /** Writes how many arrays there are, then each. */
  public void write(Output output, double[][] x) {
    writeLength(output, x == null ? -1 : x.length);
    for (int i = 0; x != null && i < x.length; i++) {
      write(output, x[i]);
    }
  }

  float[][] readFloatArrays(Input input) {
    int length = readLength(input);
    if (length < 0) {
      return null;
    }
    float[][] x = new float[length][];
    for (int i = 0; i < length; i++) {
      x[i] = readFloats(input);
    }
    return x;
  }

  double[][] readDoubleArrays(Input input) {
    int length = readLength(input);
    if (length < 0) {
      return null;
    }
    double[][] x = new double[length][];
    for (int i = 0; i < length; i++) {
      x[i] = readDoubles(input);
    }
    return x;
  }

  private static void writeLength(Output output, int length) {
    output.writeInt(length + 1, true);
  }

  private static int readLength(Input input) {
    int length = input.readInt(true) - 1;
    if (length < -1) {
      throw new KryoException("expected the length of an array, found " + length);
    }
    return length;
  }
}
