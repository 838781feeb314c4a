package io.ganglion.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.config.Json;
import io.ganglion.network.Stalling;
import io.ganglion.testing.ByteMutations;
import io.ganglion.testing.Fuzzer;
import io.ganglion.testing.MemoryFolder;
import io.ganglion.testing.TreeMutations;
import io.ganglion.testing.Words;
import io.ganglion.train.BestEpoch;
import io.ganglion.train.Cost;
import io.ganglion.train.EpochDiagnostics;
import io.ganglion.train.EpochRecord;
import io.ganglion.train.Merging;
import io.ganglion.train.Scores;
import io.ganglion.train.TrainState;
import io.ganglion.train.TrainingPoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** Whatever became of a checkpoint, it is one to go on from, or a note says what is wrong. */
final class MutatedCheckpointTest {
  private static final String NAME = "epoch-000000007.checkpoint";
  private static final int PARAMETERS = 20;

  private final TreeMutations trees = new TreeMutations(Words.all());
  private final List<byte[]> whole;

  MutatedCheckpointTest() throws IOException {
    whole = List.of(written(7), written(6));
  }

  private static byte[] written(int best) throws IOException {
    float[] weights = new float[PARAMETERS];
    Arrays.fill(weights, 0.1f);
    EpochRecord record =
        new EpochRecord(
            7,
            new Scores(0.5, Map.of("mae", 0.25), 100, Map.of(), Map.of("mae", "of numbers")),
            new Scores(Double.NaN, Map.of("mae", 0.25), 10),
            1.5,
            2000.0,
            0.01,
            new EpochDiagnostics(
                10,
                List.of(
                    new EpochDiagnostics.Layer("dense_1", 0.5, Stalling.Kind.SATURATED, 0.25),
                    new EpochDiagnostics.Layer("dense_2", 0.5, null, Double.NaN))),
            new Cost(300.0, 12),
            new Merging(10, 0.05, false));
    TrainingPoint point =
        new TrainingPoint(
            new TrainState(
                weights, new float[2][PARAMETERS], new double[] {0.5, Double.NaN}, 80, 7),
            new BestEpoch(weights.clone(), best, 0.5, Double.POSITIVE_INFINITY, 2),
            List.of(record, record),
            best == 7 ? null : "no gain in 3 epochs");
    MemoryFolder folder = new MemoryFolder();
    folder.create(NAME, out -> CheckpointFile.write(out, point, "job"));
    return folder.files.get(NAME);
  }

  private static void read(Map<String, byte[]> files) throws IOException {
    MemoryFolder folder = new MemoryFolder();
    folder.files.putAll(files);
    Checkpoints.Found found = new Checkpoints(folder, "job", 2).newest(PARAMETERS);
    if (found.point() == null) {
      throw new ModelException(String.join("\n", found.notes()));
    }
    TrainState state = found.point().state();
    assertThat(found.point().history()).doesNotContainNull();
    assertThat(state.epoch).isNotNegative();
    assertThat(state.steps).isNotNegative();
    assertThat(state.weights).hasSize(PARAMETERS);
    assertThat(Arrays.stream(state.vectors)).allMatch(vector -> vector.length == PARAMETERS);
    assertThat(found.point().best().epoch()).isBetween(0, state.epoch);
  }

  private Map<String, byte[]> mutated(Random random) {
    byte[] bytes = whole.get(random.nextInt(whole.size()));
    return Map.of(
        NAME,
        switch (random.nextInt(4)) {
          case 0 -> ByteMutations.changed(bytes, random);
          case 1 -> sealed(ByteMutations.changed(bytes, random));
          default -> sealed(header(bytes, random));
        });
  }

  /** With a tree of the header that was changed, with its true length as a rule. */
  private byte[] header(byte[] bytes, Random random) {
    ByteBuffer from = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int end = Long.BYTES + (int) from.getLong(0);
    Object tree = Json.read(NAME, Arrays.copyOfRange(bytes, Long.BYTES, end));
    byte[] header = Json.write(trees.changed(tree, random)).getBytes(UTF_8);
    ByteBuffer changed =
        ByteBuffer.allocate(Long.BYTES + header.length + bytes.length - end)
            .order(ByteOrder.LITTLE_ENDIAN);
    changed.putLong(random.nextInt(8) == 0 ? random.nextLong() : header.length);
    return changed.put(header).put(bytes, end, bytes.length - end).array();
  }

  /** With the checksum of what is there, so that the checksum is not what tells. */
  private static byte[] sealed(byte[] bytes) {
    byte[] sealed = Arrays.copyOf(bytes, Math.max(bytes.length, Long.BYTES));
    int end = sealed.length - Long.BYTES;
    CRC32C checksum = new CRC32C();
    checksum.update(sealed, 0, end);
    ByteBuffer.wrap(sealed).order(ByteOrder.LITTLE_ENDIAN).putLong(end, checksum.getValue());
    return sealed;
  }

  @Test
  void checkpointsThatWereChanged() {
    Fuzzer.Counts counts =
        Fuzzer.run(
            "checkpoint",
            this::mutated,
            MutatedCheckpointTest::read,
            e -> e instanceof ModelException && e.getMessage().startsWith(NAME));
    assertThat(counts.refused()).isGreaterThan(counts.accepted());
    assertThat(counts.accepted()).isPositive();
  }
}
