package io.ganglion.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ganglion.config.ConfigException;
import io.ganglion.config.Json;
import io.ganglion.train.BestEpoch;
import io.ganglion.train.TrainState;
import io.ganglion.train.TrainingPoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * A point of a training as a file: the length of the header in 8 bytes, the header in JSON, the
 * numbers of the weights, of the optimizer's vectors and of the best weights as float32, and a
 * CRC-32C of all that in 8 bytes, little-endian.
 *
 * <p>The checksum comes first in reading: what is torn or cut off is refused before anything in it
 * is believed.
 */
final class CheckpointFile {
  private static final int BUFFER = 1 << 16;
  private static final int LONGEST_HEADER = 1 << 28;

  private CheckpointFile() {}

  /**
   * Writes a point.
   *
   * @param fingerprint of the job and its rows
   */
  static void write(OutputStream to, TrainingPoint point, String fingerprint) throws IOException {
    TrainState state = point.state();
    boolean kept = ownBest(point);
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("fingerprint", fingerprint);
    header.put("epoch", state.epoch);
    header.put("steps", state.steps);
    header.put("weights", state.weights.length);
    header.put("vectors", state.vectors.length);
    header.put("scalars", numbers(state.scalars));
    header.put("best", best(point.best(), kept));
    header.put("stopped", point.stopped());
    header.put("history", point.history().stream().map(EpochJson::write).toList());
    byte[] json = Json.line(header).getBytes(UTF_8);
    CheckedOutputStream out = new CheckedOutputStream(to, new CRC32C());
    byte[] buffer = new byte[BUFFER];
    bytes(buffer).putLong(0, json.length);
    out.write(buffer, 0, Long.BYTES);
    out.write(json);
    write(out, buffer, state.weights);
    for (float[] vector : state.vectors) {
      write(out, buffer, vector);
    }
    if (kept) {
      write(out, buffer, point.best().weights());
    }
    bytes(buffer).putLong(0, out.getChecksum().getValue());
    to.write(buffer, 0, Long.BYTES);
  }

  private static ByteBuffer bytes(byte[] buffer) {
    return ByteBuffer.wrap(buffer).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Whether the best weights are not those of the last epoch. */
  private static boolean ownBest(TrainingPoint point) {
    BestEpoch best = point.best();
    return best.weights() != null && best.epoch() != point.state().epoch;
  }

  private static Map<String, Object> best(BestEpoch best, boolean kept) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("epoch", best.epoch());
    tree.put("value", EpochJson.number(best.value()));
    tree.put("reference", EpochJson.number(best.reference()));
    tree.put("waited", best.waited());
    tree.put("kept", kept);
    return tree;
  }

  private static List<Object> numbers(double[] values) {
    return Arrays.stream(values).mapToObj(EpochJson::number).toList();
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
   * @return null if it is of another job or other rows
   * @throws ModelException if the file is not whole
   */
  static TrainingPoint read(String file, InputStream from, long length, String fingerprint)
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
    if (!fingerprint.equals(tree.get("fingerprint"))) {
      return null;
    }
    return point(file, tree, in, length - header - 2L * Long.BYTES, buffer);
  }

  private static Map<?, ?> tree(String file, byte[] json) {
    try {
      if (Json.read(file, json) instanceof Map<?, ?> tree) {
        return tree;
      }
    } catch (ConfigException e) {
      throw new ModelException(file + ": expected a whole checkpoint: " + e.getMessage(), e);
    }
    throw new ModelException(file + ": expected a whole checkpoint, found another header");
  }

  private static TrainingPoint point(
      String file, Map<?, ?> tree, CheckedInputStream in, long bytes, byte[] buffer)
      throws IOException {
    Map<?, ?> best = map(file, tree, "best");
    long weights = whole(file, tree, "weights");
    long vectors = whole(file, tree, "vectors");
    boolean kept = Boolean.TRUE.equals(best.get("kept"));
    // Small enough that nothing overflows, and no more memory is taken than the file has bytes.
    boolean fits =
        weights >= 0
            && weights <= bytes
            && vectors >= 0
            && vectors <= Integer.MAX_VALUE
            && bytes == Float.BYTES * weights * (1 + vectors + (kept ? 1 : 0));
    if (!fits) {
      throw new ModelException(file + ": expected a whole checkpoint, found " + bytes + " bytes");
    }
    float[] now = read(file, in, buffer, (int) weights);
    float[][] moving = new float[(int) vectors][];
    for (int v = 0; v < moving.length; v++) {
      moving[v] = read(file, in, buffer, (int) weights);
    }
    float[] ofBest = kept ? read(file, in, buffer, (int) weights) : now;
    long found = in.getChecksum().getValue();
    fill(file, in, buffer, Long.BYTES);
    if (bytes(buffer).getLong(0) != found) {
      throw new ModelException(file + ": expected a whole checkpoint, found a torn one");
    }
    return new TrainingPoint(
        new TrainState(
            now,
            moving,
            list(file, tree, "scalars").stream().mapToDouble(EpochJson::number).toArray(),
            whole(file, tree, "steps"),
            (int) whole(file, tree, "epoch")),
        new BestEpoch(
            whole(file, best, "epoch") == 0 ? null : ofBest,
            (int) whole(file, best, "epoch"),
            EpochJson.number(best.get("value")),
            EpochJson.number(best.get("reference")),
            (int) whole(file, best, "waited")),
        list(file, tree, "history").stream().map(EpochJson::read).toList(),
        (String) tree.get("stopped"));
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

  private static long whole(String file, Map<?, ?> tree, String key) {
    if (tree.get(key) instanceof Number number) {
      return number.longValue();
    }
    throw new ModelException(file + ": expected a number of " + key + ", found " + tree.get(key));
  }

  private static Map<?, ?> map(String file, Map<?, ?> tree, String key) {
    if (tree.get(key) instanceof Map<?, ?> map) {
      return map;
    }
    throw new ModelException(file + ": expected " + key + ", found " + tree.get(key));
  }

  private static List<?> list(String file, Map<?, ?> tree, String key) {
    if (tree.get(key) instanceof List<?> list) {
      return list;
    }
    throw new ModelException(file + ": expected a list of " + key + ", found " + tree.get(key));
  }
}
