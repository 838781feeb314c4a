package io.ganglion.exchange.keras;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.config.Json;
import io.ganglion.model.ModelException;
import io.ganglion.testing.ByteMutations;
import io.ganglion.testing.Fuzzer;
import io.ganglion.testing.TreeMutations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever became of a file of Keras, it is read as a model, or a message says what is wrong. */
final class MutatedKerasTest {
  private static final String NAME = "changed.h5";
  private static final Path SAVED_BY_KERAS = Path.of("src/test/resources/keras");

  private static final String CONFIG = "config.json";

  private final TreeMutations trees = new TreeMutations(List.of());
  private final List<byte[]> whole = new ArrayList<>();

  @TempDir Path folder;

  private final List<Object> configs = new ArrayList<>();
  private byte[] written;

  MutatedKerasTest() throws IOException {
    for (String name : List.of("regression", "binary", "classes", "recurrent", "steps")) {
      Path file = SAVED_BY_KERAS.resolve(name + ".h5");
      whole.add(Files.readAllBytes(file));
      configs.add(KerasFile.read(name, file).config());
    }
  }

  private void read(Map<String, byte[]> files) throws IOException {
    Path file = folder.resolve(NAME);
    if (written != files.get(NAME)) {
      written = files.get(NAME);
      Files.write(file, written);
    }
    if (files.containsKey(CONFIG)) {
      Object config = Json.read(NAME + ": " + CONFIG, files.get(CONFIG));
      KerasFile changed = new KerasFile(config, KerasFile.read(NAME, file).weights());
      KerasImport.read(NAME, changed, ImportedColumns.defaults());
    } else {
      KerasImport.read(NAME, file, ImportedColumns.defaults());
    }
  }

  private Map<String, byte[]> mutated(Random random) {
    int i = random.nextInt(whole.size());
    byte[] bytes = whole.get(i);
    return switch (random.nextInt(3)) {
      case 0 -> Map.of(NAME, bytes, CONFIG, config(i, random));
      case 1 -> Map.of(NAME, structure(bytes, random));
      default -> Map.of(NAME, ByteMutations.changed(bytes, random));
    };
  }

  /** The layers of a file, changed. */
  private byte[] config(int file, Random random) {
    return Json.write(trees.changed(configs.get(file), random)).getBytes(UTF_8);
  }

  /** Changed near the places where HDF5 says how the file is made. */
  private static byte[] structure(byte[] bytes, Random random) {
    List<Integer> places = new ArrayList<>();
    String text = new String(bytes, ISO_8859_1);
    for (String mark : List.of("HDF", "TREE", "SNOD", "HEAP", "GCOL", "weight_names", "kernel")) {
      for (int at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) {
        places.add(at);
      }
    }
    int from = Math.max(0, places.get(random.nextInt(places.size())) - 64);
    int to = Math.min(bytes.length, from + 256);
    byte[] near = ByteMutations.changed(Arrays.copyOfRange(bytes, from, to), random);
    byte[] changed = bytes.clone();
    System.arraycopy(near, 0, changed, from, Math.min(near.length, to - from));
    return changed;
  }

  @Test
  void filesThatWereChanged() {
    Fuzzer.Counts counts =
        Fuzzer.run(
            "keras",
            this::mutated,
            this::read,
            e -> e instanceof ModelException && e.getMessage().startsWith(NAME + ": "));
    assertThat(counts.refused()).isPositive();
    assertThat(counts.accepted()).isPositive();
  }
}
