package io.ganglion.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** S3 behind {@code s3a:}, where a rename is a copy and a deletion. */
final class ObjectStoreTest extends StorageTest {
  private ObjectStore store;

  @Override
  SparkHome spark(Path folder) throws IOException {
    return SparkHome.withObjectStores(folder);
  }

  @Override
  Storage open(Path folder) throws Exception {
    store = new ObjectStore(folder);
    return store;
  }

  /** Neither in what a run writes, nor in the logs of drivers, executors, master and workers. */
  @AfterEach
  void theKeysOfTheStoreAreNowhere() throws IOException {
    for (String key : store.keys("")) {
      // A run that has just ended may have removed its sign of life by now.
      assertThat(String.valueOf(store.text(key)))
          .as(key)
          .doesNotContain(ObjectStore.KEY, ObjectStore.SECRET);
    }
    requireNoKeysIn(shared.toFile());
  }

  /** Executors that end remove files of theirs in the meantime. */
  private void requireNoKeysIn(File place) throws IOException {
    File[] inside = place.listFiles();
    if (inside != null) {
      for (File file : inside) {
        requireNoKeysIn(file);
      }
    } else if (!place.toPath().startsWith(shared.resolve("storage")) && place.isFile()) {
      // In the storage's own folder the keys are known.
      try {
        assertThat(Files.readString(place.toPath(), StandardCharsets.ISO_8859_1))
            .as(place.toString())
            .doesNotContain(ObjectStore.KEY, ObjectStore.SECRET);
      } catch (NoSuchFileException e) {
        assertThat(place).doesNotExist();
      }
    }
  }

  @Test
  void ofRunsThatBeginAtOnceOneHasTheFolder() throws Exception {
    Outcome race = Outcome.of(program("io.ganglion.job.LockRace", store.address("raced")));
    assertThat(race.exitCode()).as(race.errors()).isZero();
    assertThat(race.lines()).hasSize(2).startsWith("second has it");
    assertThat(race.output())
        .contains("first is told: output: another run is writing " + store.address("raced"));
  }
}
