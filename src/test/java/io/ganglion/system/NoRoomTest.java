package io.ganglion.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A run whose checkpoints find no room is told of it, and trains to its end. */
@DisabledOnOs(OS.WINDOWS)
final class NoRoomTest {
  /** In halves of a kilobyte: the library of matrix products fits, and the weights do. */
  private static final int LARGEST_FILE = 120_000;

  private static final String JOB =
      """
      name: no-room
      data: {train: '%s', label: y}
      network: [{dense: {units: 2500, activation: relu}}, {dense: {units: 2500}}, {dense: {units: 1}}]
      training: {loss: mse, optimizer: adam, batchSize: 8, epochs: 3, shards: 1, seed: 3,
        checkpoint: {seconds: 0}}
      output: '%s'
      """;

  @TempDir Path folder;

  @Test
  void aFileThatCannotGrowIsAWarning() throws Exception {
    Path rows = Files.writeString(folder.resolve("rows.csv"), "x,y\n1,2\n2,4\n3,7\n5,9\n");
    String text = JOB.formatted(rows, folder.resolve("out"));
    Path job = Files.writeString(folder.resolve("job.yaml"), text);

    Outcome outcome =
        Outcome.of(
            new ProcessBuilder(
                "sh",
                "-c",
                "ulimit -f " + LARGEST_FILE + "; exec \"$@\"",
                "sh",
                Project.file("scripts/ganglion").toString(),
                "--master",
                "local[2]",
                "--conf",
                "spark.ui.enabled=false",
                "train",
                job.toString()));

    assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
    List<String> warnings =
        outcome.lines().stream().filter(line -> line.startsWith("warning: checkpoint")).toList();
    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0))
        .contains("file:" + folder.resolve("out.run/checkpoints"), "File too large");
    assertThat(outcome.output()).contains("epoch 3/3", "model ");
    assertThat(folder.resolve("out.run/checkpoints")).isEmptyDirectory();
  }
}
