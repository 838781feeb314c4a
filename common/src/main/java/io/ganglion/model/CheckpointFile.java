package io.ganglion.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ganglion.config.ConfigException;
import io.ganglion.config.Json;
import io.ganglion.train.TrainState;
import io.ganglion.train.TrainingPoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * A point of a training as a file: the length of the header in 8 bytes, the header in JSON, the
 * numbers of the weights, of the optimizer's vectors and of the best weights as float32, and a
 * CRC-32C of all that in 8 bytes, little-endian.
 *
 * <p>Nothing in a file is believed: sizes are compared with its length before memory is taken, and
 * what is torn or cut off has another checksum.
 */
final class CheckpointFile {
  /** Large, so that the file system is called seldom. */
  private static final int BUFFER = 1 << 20;

  private static final int LONGEST_HEADER = 1 << 28;

  private CheckpointFile() {}

  /**
   * Writes a point.
   *
   * @param fingerprint of the job and its rows
   */
  static void write(OutputStream to, TrainingPoint point, String fingerprint) throws IOException {
    TrainState state = point.state();
    CheckpointHeader header = CheckpointHeader.of(point);
    byte[] json = Json.line(header.write(fingerprint)).getBytes(UTF_8);
    CheckedOutputStream out = new CheckedOutputStream(to, new CRC32C());
    byte[] buffer = new byte[BUFFER];
    bytes(buffer).putLong(0, json.length);
    out.write(buffer, 0, Long.BYTES);
    out.write(json);
    write(out, buffer, state.weights);
    for (float[] vector : state.vectors) {
      write(out, buffer, vector);
    }
    if (header.best().kept()) {
      write(out, buffer, point.best().weights());
    }
    bytes(buffer).putLong(0, out.getChecksum().getValue());
    to.write(buffer, 0, Long.BYTES);
  }

  private static ByteBuffer bytes(byte[] buffer) {
    return ByteBuffer.wrap(buffer).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void write(OutputStream out, byte[] buffer, float[] values) throws IOException {
    int most = BUFFER / Float.BYTES;
    for (int start = 0; start < values.length; start += most) {
      int count = Math.min(most, values.length - start);
      bytes(buffer).asFloatBuffer().put(values, start, count);
      out.write(buffer, 0, count * Float.BYTES);
    }
  }

  /**
   * Reads a point.
   *
   * @param file the name, for messages
   * @param from at the first byte
   * @param length of the file in bytes
   * @param fingerprint that it must have
   * @param parameters that its network has
   * @return null if it is of another job or other rows
   * @throws ModelException if the file is not whole
   */
  static TrainingPoint read(
      String file, InputStream from, long length, String fingerprint, int parameters)
      throws IOException {
    CheckedInputStream in = new CheckedInputStream(from, new CRC32C());
    byte[] buffer = new byte[BUFFER];
    fill(file, in, buffer, Long.BYTES);
    long header = bytes(buffer).getLong(0);
    if (header < 2 || header > Math.min(LONGEST_HEADER, length - 2L * Long.BYTES)) {
      throw new ModelException(file + ": expected a whole checkpoint, found the length " + header);
    }
    byte[] json = in.readNBytes((int) header);
    Map<?, ?> tree = tree(file, json);
    if (!fingerprint.equals(tree.get(CheckpointHeader.FINGERPRINT))) {
      return null;
    }
    CheckpointHeader said = header(file, tree);
    if (said.weights() != parameters) {
      throw new ModelException(
          "%s: expected the network's %d weights, found %d"
              .formatted(file, parameters, said.weights()));
    }
    return point(file, said, in, length - header - 2L * Long.BYTES, buffer);
  }

  private static Map<?, ?> tree(String file, byte[] json) {
    try {
      if (Json.read("header", json) instanceof Map<?, ?> tree) {
        return tree;
      }
    } catch (ConfigException e) {
      throw wrong(file, e);
    }
    throw new ModelException(file + ": expected a whole checkpoint, found another header");
  }

  private static CheckpointHeader header(String file, Map<?, ?> tree) {
    try {
      return CheckpointHeader.read(tree);
    } catch (ConfigException e) {
      throw wrong(file, e);
    }
  }

  private static ModelException wrong(String file, ConfigException e) {
    return new ModelException(file + ": expected a whole checkpoint: " + e.getMessage(), e);
  }

  private static TrainingPoint point(
      String file, CheckpointHeader header, CheckedInputStream in, long bytes, byte[] buffer)
      throws IOException {
    long bytesAnArray = (long) Float.BYTES * header.weights();
    // No more memory is taken than the file has bytes.
    if (bytes % bytesAnArray != 0 || bytes / bytesAnArray != header.arrays()) {
      throw new ModelException(
          "%s: expected a whole checkpoint with %d times %d numbers, found %d bytes of them"
              .formatted(file, header.arrays(), header.weights(), bytes));
    }
    float[] now = read(file, in, buffer, header.weights());
    float[][] moving = new float[header.vectors()][];
    for (int v = 0; v < moving.length; v++) {
      moving[v] = read(file, in, buffer, header.weights());
    }
    float[] ofBest = header.best().kept() ? read(file, in, buffer, header.weights()) : now;
    long found = in.getChecksum().getValue();
    fill(file, in, buffer, Long.BYTES);
    if (bytes(buffer).getLong(0) != found) {
      throw new ModelException(file + ": expected a whole checkpoint, found a torn one");
    }
    return header.point(now, moving, ofBest);
  }

  private static float[] read(String file, InputStream in, byte[] buffer, int count)
      throws IOException {
    float[] values = new float[count];
    int most = BUFFER / Float.BYTES;
    for (int start = 0; start < count; start += most) {
      int some = Math.min(most, count - start);
      fill(file, in, buffer, some * Float.BYTES);
      bytes(buffer).asFloatBuffer().get(values, start, some);
    }
    return values;
  }

  private static void fill(String file, InputStream in, byte[] buffer, int bytes)
      throws IOException {
    if (in.readNBytes(buffer, 0, bytes) < bytes) {
      throw new ModelException(file + ": expected a whole checkpoint, found one that ends early");
    }
  }
}
