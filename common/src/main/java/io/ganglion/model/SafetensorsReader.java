package io.ganglion.model;

import io.ganglion.config.ConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Reads the tensors of a safetensors file one after another, and trusts nothing in it: whatever the
 * header says is checked against the length of the file before memory is taken for it.
 *
 * <p>See {@link Safetensors} for the format.
 */
public final class SafetensorsReader {
  private static final int SHORTEST_HEADER = 2;
  private static final int LONGEST_HEADER = 1 << 24;
  private static final int BUFFER_ELEMENTS = 1 << 14;

  private final String file;
  private final InputStream in;
  private final List<Tensor> tensors;
  private final ByteBuffer buffer =
      ByteBuffer.allocate(BUFFER_ELEMENTS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private int next;

  /**
   * Reads the header.
   *
   * @param file the name, for messages
   * @param in at the first byte; left to the caller to close
   * @param length of the file in bytes
   * @throws ModelException if the file is not a whole safetensors file of float32 tensors
   */
  public SafetensorsReader(String file, InputStream in, long length) throws IOException {
    this.file = file;
    this.in = in;
    long shortest = Safetensors.PREFIX + SHORTEST_HEADER;
    if (length < shortest) {
      throw wrong("expected at least " + shortest + " bytes, found " + length);
    }
    fill(Safetensors.PREFIX);
    long headerLength = buffer.getLong(0);
    long longest = Math.min(LONGEST_HEADER, length - Safetensors.PREFIX);
    if (headerLength < SHORTEST_HEADER || headerLength > longest) {
      throw wrong(
          "expected a header of %d to %d bytes, found the length %d"
              .formatted(SHORTEST_HEADER, longest, headerLength));
    }
    byte[] header = in.readNBytes((int) headerLength);
    if (header.length < headerLength) {
      throw endsEarly();
    }
    try {
      long dataLength = length - Safetensors.PREFIX - headerLength;
      this.tensors = SafetensorsHeader.read("header", header, dataLength);
    } catch (ConfigException e) {
      throw new ModelException(file + ": " + e.getMessage(), e);
    }
  }

  /** The tensors in the order in which {@link #read} gives them. */
  public List<Tensor> tensors() {
    return tensors;
  }

  /**
   * Reads the numbers of the next tensor.
   *
   * @param values its size, from {@code offset} on, is overwritten
   * @throws ModelException if a number is not finite, or the file ends
   */
  public void read(float[] values, int offset) throws IOException {
    Tensor tensor = tensors.get(next++);
    int size = tensor.size();
    for (int start = 0; start < size; start += BUFFER_ELEMENTS) {
      int count = Math.min(BUFFER_ELEMENTS, size - start);
      fill(count * Float.BYTES);
      buffer.asFloatBuffer().get(values, offset + start, count);
      for (int i = start; i < start + count; i++) {
        if (!Float.isFinite(values[offset + i])) {
          throw wrong(
              "expected finite numbers in %s, found %s at position %d"
                  .formatted(tensor.name(), values[offset + i], i));
        }
      }
    }
  }

  private void fill(int bytes) throws IOException {
    if (in.readNBytes(buffer.array(), 0, bytes) < bytes) {
      throw endsEarly();
    }
  }

  private ModelException endsEarly() {
    return wrong("expected a whole file, found one that ends early");
  }

  private ModelException wrong(String problem) {
    return new ModelException(file + ": " + problem);
  }
}
