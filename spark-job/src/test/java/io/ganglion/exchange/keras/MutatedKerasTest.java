package io.ganglion.exchange.keras;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.model.ModelException;
import io.ganglion.testing.ByteMutations;
import io.ganglion.testing.Fuzzer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever became of a file of Keras, it is read as a model, or a message says what is wrong. */
final class MutatedKerasTest {
  private static final String NAME = "changed.h5";
  private static final Path SAVED_BY_KERAS = Path.of("src/test/resources/keras");

  /** Values in the JSON of the layers, which stands in the file as it is. */
  private static final Pattern VALUE = Pattern.compile("(?<=[:,\\[] ?)([0-9.]+|null|true|false)");

  private static final List<String> VALUES =
      List.of(
          "0", "1", "-1", "2", "9", "99999999", "999999999", "2147483647", "null", "true", "1e9");

  private final List<byte[]> whole = new ArrayList<>();

  @TempDir Path folder;

  MutatedKerasTest() throws IOException {
    for (String name : List.of("regression", "binary", "classes", "recurrent", "steps")) {
      whole.add(Files.readAllBytes(SAVED_BY_KERAS.resolve(name + ".h5")));
    }
  }

  private void read(Map<String, byte[]> files) throws IOException {
    Path file = Files.write(folder.resolve(NAME), files.get(NAME));
    KerasImport.read(NAME, file, ImportedColumns.defaults());
  }

  private Map<String, byte[]> mutated(Random random) {
    byte[] bytes = whole.get(random.nextInt(whole.size()));
    return Map.of(
        NAME,
        switch (random.nextInt(3)) {
          case 0 -> values(bytes, random);
          case 1 -> structure(bytes, random);
          default -> ByteMutations.changed(bytes, random);
        });
  }

  /** With other values of the layers, of the same length, as the places of what follows count. */
  private static byte[] values(byte[] bytes, Random random) {
    String text = new String(bytes, ISO_8859_1);
    Matcher matcher = VALUE.matcher(text);
    StringBuilder changed = new StringBuilder(text);
    while (matcher.find()) {
      String value = VALUES.get(random.nextInt(VALUES.size()));
      int room = matcher.end() - matcher.start();
      if (random.nextInt(20) == 0 && value.length() <= room) {
        changed.replace(matcher.start(), matcher.end(), " ".repeat(room - value.length()) + value);
      }
    }
    return changed.toString().getBytes(ISO_8859_1);
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
