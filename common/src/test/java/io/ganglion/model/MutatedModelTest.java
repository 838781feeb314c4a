package io.ganglion.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.config.Json;
import io.ganglion.data.RawRow;
import io.ganglion.tensor.Matrix;
import io.ganglion.testing.MemoryFolder;
import io.ganglion.testing.Models;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever became of a model's files, reading gives a model that works or a ModelException. */
@Timeout(60)
class MutatedModelTest {
  private static final int MUTATIONS = 1000;
  private static final List<Object> VALUES =
      Arrays.asList(
          null,
          -1,
          0,
          1,
          3,
          2_000_000_000,
          1L << 40,
          1e308,
          -0.5,
          "",
          "mse",
          "dense",
          "../x",
          true,
          List.of(),
          Map.of(),
          List.of(List.of()),
          Map.of("dense", Map.of("units", 1 << 30)));

  private final Random random = new Random(20);
  private int refused;
  private int accepted;

  private final List<TrainedModel> models = List.of(Models.regression(1), Models.classifier(1));
  private final List<MemoryFolder> folders = new ArrayList<>();

  @BeforeEach
  void writeTheModels() throws IOException {
    for (TrainedModel model : models) {
      MemoryFolder folder = new MemoryFolder();
      ModelFiles.write(folder, model);
      folders.add(folder);
    }
  }

  private MemoryFolder valid(int i) {
    return folders.get(i % folders.size()).copy();
  }

  private void read(MemoryFolder folder) {
    TrainedModel model;
    try {
      model = ModelFiles.read(folder);
    } catch (ModelException e) {
      assertThat(e).hasMessageStartingWith("memory:/folder").hasMessageContaining(": ");
      refused++;
      return;
    }
    accepted++;
    Predictor predictor = new Predictor(model.schema(), model.spec(), model.weights(), 1);
    predictor.set(0, new RawRow(model.schema()));
    Matrix prediction = predictor.predict(1);
    assertThat(prediction.rows).isEqualTo(1);
  }

  private byte[] mutate(byte[] bytes) {
    int at = random.nextInt(bytes.length);
    int length = Math.min(bytes.length - at, 1 + random.nextInt(20));
    byte[] changed = bytes.clone();
    switch (random.nextInt(4)) {
      case 0 -> changed[at] = (byte) random.nextInt();
      case 1 -> changed[at] ^= (byte) (1 << random.nextInt(8));
      case 2 -> {
        System.arraycopy(bytes, at + length, changed, at, bytes.length - at - length);
        changed = Arrays.copyOf(changed, bytes.length - length);
      }
      default -> {
        changed = Arrays.copyOf(bytes, bytes.length + length);
        System.arraycopy(bytes, at, changed, at + length, bytes.length - at);
      }
    }
    return changed;
  }

  @Test
  void bytesOfTheManifest() {
    for (int i = 0; i < MUTATIONS; i++) {
      MemoryFolder folder = valid(i);
      folder.files.compute("model.json", (name, bytes) -> mutate(bytes));
      read(folder);
    }
    assertThat(refused).isGreaterThan(MUTATIONS / 2);
    assertThat(accepted).isPositive();
  }

  @Test
  void valuesOfTheManifest() {
    for (int i = 0; i < MUTATIONS; i++) {
      MemoryFolder folder = valid(i);
      Object tree = Json.read("model.json", folder.files.get("model.json"));
      for (int times = random.nextInt(3); times >= 0; times--) {
        mutate(tree);
      }
      folder.files.put("model.json", Json.write(tree).getBytes(UTF_8));
      read(folder);
    }
    assertThat(refused).isGreaterThan(MUTATIONS / 2);
    assertThat(accepted).isPositive();
  }

  /** Changes one value, key or item somewhere in the tree. */
  @SuppressWarnings("unchecked") // Json.read makes maps and lists of objects.
  private void mutate(Object tree) {
    List<Object> containers = new ArrayList<>();
    collect(tree, containers);
    Object container = containers.get(random.nextInt(containers.size()));
    Object value = random.nextBoolean() ? containers.get(random.nextInt(containers.size())) : any();
    Object copy = Json.read("copy", Json.write(value).getBytes(UTF_8));
    if (container instanceof List<?>) {
      List<Object> list = (List<Object>) container;
      int at = list.isEmpty() ? 0 : random.nextInt(list.size());
      switch (list.isEmpty() ? 0 : random.nextInt(3)) {
        case 0 -> list.add(at, copy);
        case 1 -> list.remove(at);
        default -> list.set(at, copy);
      }
      return;
    }
    Map<String, Object> map = (Map<String, Object>) container;
    List<String> keys = List.copyOf(map.keySet());
    String key = keys.isEmpty() ? "key" : keys.get(random.nextInt(keys.size()));
    switch (random.nextInt(4)) {
      case 0 -> map.remove(key);
      case 1 -> map.put(key + "s", copy);
      default -> map.put(key, copy);
    }
  }

  private Object any() {
    return VALUES.get(random.nextInt(VALUES.size()));
  }

  private static void collect(Object tree, List<Object> containers) {
    if (tree instanceof Map<?, ?> map) {
      containers.add(map);
      map.values().forEach(value -> collect(value, containers));
    } else if (tree instanceof List<?> list) {
      containers.add(list);
      list.forEach(item -> collect(item, containers));
    }
  }

  @Test
  void bytesOfTheWeights() throws GeneralSecurityException {
    for (int i = 0; i < MUTATIONS; i++) {
      MemoryFolder folder = valid(i);
      String name = folder.files.lastKey();
      byte[] changed = mutate(folder.files.remove(name));
      // With the digest of what is there, so that the digest is not what tells.
      String sha256 =
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(changed));
      WeightsFile file = WeightsFile.of(changed.length, sha256);
      TrainedModel model = models.get(i % models.size());
      folder.files.put("model.json", Manifest.write(model, file).getBytes(UTF_8));
      folder.files.put(file.file(), changed);
      read(folder);
    }
    assertThat(refused).isGreaterThan(MUTATIONS / 2);
    assertThat(accepted).isPositive();
  }

  @Test
  void filesThatAreCutOff() {
    MemoryFolder folder = valid(0);
    for (String name : List.copyOf(folder.files.keySet())) {
      byte[] bytes = folder.files.get(name);
      for (int length = 0; length < bytes.length - 1; length += 1 + random.nextInt(5)) {
        MemoryFolder cut = folder.copy();
        cut.files.put(name, Arrays.copyOf(bytes, length));
        read(cut);
      }
    }
    assertThat(accepted).isZero();
  }
}
