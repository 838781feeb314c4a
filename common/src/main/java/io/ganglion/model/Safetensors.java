package io.ganglion.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ganglion.config.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes float32 tensors in the safetensors format: the length of the header in 8 bytes, the header
 * in JSON, then the numbers, all little-endian.
 *
 * <p>Source: the format's description at github.com/huggingface/safetensors.
 */
public final class Safetensors {
  static final int PREFIX = 8;
  static final String DTYPE = "F32";
  static final String METADATA = "__metadata__";

  private static final int ALIGNMENT = 8;
  private static final int BUFFER_ELEMENTS = 1 << 14;

  private Safetensors() {}

  /**
   * Writes tensors that follow each other in {@code values}.
   *
   * @param tensors in the order of their values, with names of their own
   * @param values exactly those of the tensors
   * @return the number of bytes written
   * @throws IllegalArgumentException before anything is written, if names or values don't fit or a
   *     value is not finite
   */
  public static long write(OutputStream out, List<Tensor> tensors, float[] values)
      throws IOException {
    byte[] header = header(tensors, values.length);
    checkFinite(tensors, values);
    ByteBuffer prefix = ByteBuffer.allocate(PREFIX).order(ByteOrder.LITTLE_ENDIAN);
    out.write(prefix.putLong(header.length).array());
    out.write(header);
    ByteBuffer buffer =
        ByteBuffer.allocate(BUFFER_ELEMENTS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int start = 0; start < values.length; start += BUFFER_ELEMENTS) {
      int count = Math.min(BUFFER_ELEMENTS, values.length - start);
      buffer.asFloatBuffer().put(values, start, count);
      out.write(buffer.array(), 0, count * Float.BYTES);
    }
    return PREFIX + header.length + (long) values.length * Float.BYTES;
  }

  private static void checkFinite(List<Tensor> tensors, float[] values) {
    int start = 0;
    for (Tensor tensor : tensors) {
      int end = start + tensor.size();
      for (int i = start; i < end; i++) {
        if (!Float.isFinite(values[i])) {
          throw new IllegalArgumentException(
              "expected finite numbers in %s, found %s".formatted(tensor.name(), values[i]));
        }
      }
      start = end;
    }
  }

  /** Padded with spaces, so that the numbers start at a multiple of 8 bytes. */
  private static byte[] header(List<Tensor> tensors, int values) {
    Map<String, Object> entries = new LinkedHashMap<>();
    long begin = 0;
    for (Tensor tensor : tensors) {
      long end = begin + (long) tensor.size() * Float.BYTES;
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("dtype", DTYPE);
      entry.put("shape", tensor.shape());
      entry.put("data_offsets", List.of(begin, end));
      if (entries.put(tensor.name(), entry) != null) {
        throw new IllegalArgumentException("two tensors are called " + tensor.name());
      }
      begin = end;
    }
    if (begin != (long) values * Float.BYTES) {
      throw new IllegalArgumentException(
          "expected " + begin / Float.BYTES + " values for the tensors, found " + values);
    }
    String json = Json.write(entries).strip();
    int length = json.getBytes(UTF_8).length;
    int padded = (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    return (json + " ".repeat(padded - length)).getBytes(UTF_8);
  }
}
