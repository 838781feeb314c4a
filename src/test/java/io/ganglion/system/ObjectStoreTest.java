package io.ganglion.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
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
    try (Stream<Path> files = Files.walk(shared)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        // Where the keys are known.
        if (!file.startsWith(shared.resolve("storage"))) {
          assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
              .as(file.toString())
              .doesNotContain(ObjectStore.KEY, ObjectStore.SECRET);
        }
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
