package io.ganglion.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ganglion.config.Json;
import io.ganglion.data.RawRow;
import io.ganglion.data.SequenceColumns;
import io.ganglion.tensor.Matrix;
import io.ganglion.testing.ByteMutations;
import io.ganglion.testing.Fuzzer;
import io.ganglion.testing.MemoryFolder;
import io.ganglion.testing.Models;
import io.ganglion.testing.TreeMutations;
import io.ganglion.testing.Words;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever became of a model's files, reading gives a model that works or a ModelException. */
class MutatedModelTest {
  private static final String MANIFEST = "model.json";

  private final TreeMutations trees = new TreeMutations(Words.all());
  private final List<MemoryFolder> folders = new ArrayList<>();

  @BeforeEach
  void writeTheModels() throws IOException {
    List<TrainedModel> models =
        List.of(
            Models.regression(1),
            Models.classifier(1),
            Models.mixed(1),
            Models.filled(1),
            Models.forecast(1),
            Models.steps(new SequenceColumns(Map.of("x", "x*"), 2), 1),
            Models.graph(false, 1),
            Models.graph(true, 1));
    for (TrainedModel model : models) {
      MemoryFolder folder = new MemoryFolder();
      ModelFiles.write(folder, model);
      folders.add(folder);
      // The library of matrix products is loaded now, and counts for none of the inputs.
      read(folder.files);
    }
  }

  private static void read(Map<String, byte[]> files) {
    MemoryFolder folder =
        new MemoryFolder() {
          @Override
          public Source open(String name) throws IOException {
            assertThat(name).as("opened").doesNotContain("/", "\\", "..");
            return super.open(name);
          }
        };
    folder.files.putAll(files);
    TrainedModel model = ModelFiles.read(folder);
    Summary.table(model.spec().bind().layers());
    if (model.schema().sequences() == null && model.schema().graphs() == null) {
      Predictor predictor = new Predictor(model.schema(), model.spec(), model.weights(), 1);
      predictor.set(0, new RawRow(model.schema()));
      Matrix prediction = predictor.predict(1);
      assertThat(prediction.rows).isEqualTo(1);
    }
  }

  private static boolean refusal(Throwable e) {
    return e instanceof ModelException
        && e.getMessage().startsWith("memory:/folder")
        && e.getMessage().contains(": ");
  }

  private Map<String, byte[]> mutated(Random random) {
    Map<String, byte[]> files = new TreeMap<>(folders.get(random.nextInt(folders.size())).files);
    switch (random.nextInt(5)) {
      case 0 -> files.compute(MANIFEST, (name, bytes) -> ByteMutations.changed(bytes, random));
      case 1 -> weights(files, bytes -> ByteMutations.changed(bytes, random));
      case 2 -> weights(files, bytes -> header(bytes, random));
      default -> files.compute(MANIFEST, (name, bytes) -> tree(bytes, random));
    }
    return files;
  }

  private byte[] tree(byte[] json, Random random) {
    return Json.write(trees.changed(Json.read(MANIFEST, json), random)).getBytes(UTF_8);
  }

  /** The weights with a tree of the header that was changed, with its true length as a rule. */
  private byte[] header(byte[] bytes, Random random) {
    ByteBuffer whole = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int end = Long.BYTES + (int) whole.getLong(0);
    byte[] header = tree(Arrays.copyOfRange(bytes, Long.BYTES, end), random);
    ByteBuffer changed =
        ByteBuffer.allocate(Long.BYTES + header.length + bytes.length - end)
            .order(ByteOrder.LITTLE_ENDIAN);
    changed.putLong(random.nextInt(8) == 0 ? random.nextLong() : header.length);
    return changed.put(header).put(bytes, end, bytes.length - end).array();
  }

  /** Changes the weights, and has the manifest name what is there, as the digest tells else. */
  private static void weights(Map<String, byte[]> files, UnaryOperator<byte[]> change) {
    String name = files.keySet().stream().filter(file -> !file.equals(MANIFEST)).findFirst().get();
    byte[] before = files.remove(name);
    byte[] after = change.apply(before);
    WeightsFile file = WeightsFile.of(after.length, sha256(after));
    String manifest =
        new String(files.get(MANIFEST), UTF_8)
            .replace(name, file.file())
            .replace(sha256(before), file.sha256())
            .replace("\"length\": " + before.length, "\"length\": " + after.length);
    files.put(MANIFEST, manifest.getBytes(UTF_8));
    files.put(file.file(), after);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void filesThatWereChanged() {
    Fuzzer.Counts counts =
        Fuzzer.run("model", this::mutated, MutatedModelTest::read, MutatedModelTest::refusal);
    assertThat(counts.refused()).isGreaterThan(counts.accepted());
    assertThat(counts.accepted()).isPositive();
  }

  @Test
  void filesThatAreCutOff() {
    MemoryFolder folder = folders.get(0);
    Random random = new Random(20);
    for (String name : List.copyOf(folder.files.keySet())) {
      byte[] bytes = folder.files.get(name);
      for (int length = 0; length < bytes.length - 1; length += 1 + random.nextInt(5)) {
        MemoryFolder cut = folder.copy();
        cut.files.put(name, Arrays.copyOf(bytes, length));
        assertThatThrownBy(() -> ModelFiles.read(cut)).matches(MutatedModelTest::refusal);
      }
    }
  }
}
