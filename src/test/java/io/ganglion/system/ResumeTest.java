package io.ganglion.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.tensor.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose driver was killed goes on from its checkpoint, and ends with the same bits. */
@Tag("faults")
final class ResumeTest {
  private static final int EPOCHS = 300;

  private static final String JOB =
      """
      name: killed
      data: {train: '%s', label: y, holdout: 0.2}
      network:
        - normalization
        - dense: {units: 32, activation: relu}
        - dropout: 0.1
        - dense: {units: 1}
      training: {loss: mse, optimizer: adam, batchSize: 16, epochs: %d, shards: 2, seed: 3,
        schedule: {reduce_on_plateau: {patience: 20}}, checkpoint: {seconds: 0}}
      output: '%s'
      """;

  @TempDir Path folder;

  @BeforeEach
  void writeRows() throws IOException {
    List<String> lines = new ArrayList<>(List.of("x1,x2,y"));
    for (int r = 0; r < 400; r++) {
      double a = Seeds.normal(1, 3L * r);
      double b = Seeds.normal(1, 3L * r + 1);
      lines.add(
          String.format(
              Locale.ROOT,
              "%.4f,%.4f,%.4f",
              a,
              b,
              Math.sin(2 * a) + b * Seeds.normal(1, 3L * r + 2)));
    }
    Files.write(folder.resolve("rows.csv"), lines);
  }

  private ProcessBuilder run(String output) throws IOException {
    String text = JOB.formatted(folder.resolve("rows.csv"), EPOCHS, folder.resolve(output));
    Path job = Files.writeString(folder.resolve(output + ".yaml"), text);
    // The launcher's process becomes that of the driver, and can be killed as such.
    return new ProcessBuilder(
        Project.file("scripts/ganglion").toString(),
        "--master",
        "local[2]",
        "--conf",
        "spark.ui.enabled=false",
        "train",
        job.toString());
  }

  private Path checkpoints(String output) {
    return folder.resolve(output + ".run/checkpoints");
  }

  /** Lets a run leave some checkpoints, and then ends it. */
  private int stopped(String output, boolean killed) throws Exception {
    Process process =
        run(output)
            .redirectOutput(folder.resolve("out.txt").toFile())
            .redirectErrorStream(true)
            .start();
    long start = System.nanoTime();
    while (newest(output) < 20) {
      assertThat(process.isAlive()).as(Files.readString(folder.resolve("out.txt"))).isTrue();
      assertThat(System.nanoTime() - start).isLessThan(TimeUnit.MINUTES.toNanos(2));
      TimeUnit.MILLISECONDS.sleep(20);
    }
    if (killed) {
      process.destroyForcibly();
    } else {
      process.destroy();
    }
    return process.waitFor();
  }

  /** The epoch of the newest checkpoint; 0 without any. */
  private int newest(String output) throws IOException {
    if (!Files.isDirectory(checkpoints(output))) {
      return 0;
    }
    try (Stream<Path> files = Files.list(checkpoints(output))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("epoch-"))
          .mapToInt(name -> Integer.parseInt(name.substring(6, 15)))
          .max()
          .orElse(0);
    }
  }

  private String weights(String output) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(output + "/model"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("weights-"))
          .reduce("", String::concat);
    }
  }

  @Test
  void aKilledRunGoesOnToTheSameBits() throws Exception {
    Outcome undisturbed = Outcome.of(run("undisturbed"));
    assertThat(undisturbed.exitCode()).as(undisturbed.errors()).isZero();

    assertThat(stopped("killed", true)).isNotZero();
    assertThat(folder.resolve("killed")).doesNotExist();
    int reached = newest("killed");
    Outcome second = Outcome.of(run("killed"));

    assertThat(second.exitCode()).as(second.errors()).isZero();
    assertThat(second.output())
        .containsPattern("resume   after epoch \\d+ of " + EPOCHS)
        .doesNotContain("epoch " + (reached - 1) + "/");
    assertThat(weights("killed")).isEqualTo(weights("undisturbed"));
    assertThat(Files.readAllLines(folder.resolve("killed/history.csv")))
        .hasSameSizeAs(Files.readAllLines(folder.resolve("undisturbed/history.csv")));
    assertThat(newest("killed")).isZero();
  }

  @Test
  void aRunThatIsToldToTerminateSaysSo() throws Exception {
    assertThat(stopped("told", false)).isEqualTo(143);
    assertThat(Files.readString(folder.resolve("out.txt")))
        .contains("stopped from outside: the same command goes on after epoch ")
        .doesNotContain("error:", "\tat ");

    assertThat(Files.readString(folder.resolve("told.run/run.json")))
        .contains("\"status\": \"stopped\"", "\"exitCode\": 143", "goes on after epoch ");
    assertThat(folder.resolve("told.run/lock")).doesNotExist();
    assertThat(newest("told")).isGreaterThanOrEqualTo(20);

    // Other rows are another training.
    Files.writeString(
        folder.resolve("rows.csv"), Files.readString(folder.resolve("rows.csv")) + "1,1,1\n");
    Outcome other = Outcome.of(run("told"));
    assertThat(other.exitCode()).as(other.errors()).isZero();
    assertThat(other.output())
        .contains("is of another job or other rows", "training starts anew")
        .doesNotContain("resume ");
  }
}
