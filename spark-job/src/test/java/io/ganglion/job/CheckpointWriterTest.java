package io.ganglion.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckpointWriterTest {
  @TempDir Path temp;
  private JobFolder folder;
  private String job;

  @BeforeEach
  void writeJob() {
    folder = new JobFolder(temp);
    job = folder.regression(folder.numbers("train.csv", 100, 1));
  }

  private CommandLineRun train() {
    return CommandLineRun.of("train", job, "--set", "training.checkpoint.seconds=0").succeeded();
  }

  @Test
  void aPlaceThatTakesNothingIsAWarning() throws IOException {
    Path blocked = Path.of(folder.write("out.run/checkpoints", "a file where a folder should be"));

    assertThat(train().warnings())
        .singleElement()
        .asString()
        .startsWith("warning: checkpoint: nothing can be written to file:" + blocked + " (")
        .contains("training goes on");
    String weights = folder.weights();
    Files.delete(blocked);
    assertThat(train().warnings()).isEmpty();
    assertThat(weights).isNotEmpty().isEqualTo(folder.weights());
  }
}
