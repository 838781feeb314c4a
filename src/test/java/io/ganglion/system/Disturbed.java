package io.ganglion.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A training in a process of its own, which a test follows while it runs. */
record Disturbed(Process process, Path output, Path errors) {

  static Disturbed start(ProcessBuilder program, Path folder) throws IOException {
    Path output = folder.resolve("output.txt");
    Path errors = folder.resolve("errors.txt");
    Process process =
        program.redirectOutput(output.toFile()).redirectError(errors.toFile()).start();
    return new Disturbed(process, output, errors);
  }

  /** Waits until the epoch is done. */
  void reach(int epoch) throws InterruptedException {
    StandaloneCluster.await(
        "epoch " + epoch,
        () -> {
          if (!process.isAlive()) {
            throw new AssertionError("ended before epoch " + epoch + ":\n" + ending());
          }
          return StandaloneCluster.text(output).contains(" " + epoch + "/");
        });
  }

  /** Waits for the end, which must be a good one, and returns the driver's log. */
  String end() throws InterruptedException {
    assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("ended").isTrue();
    assertThat(process.exitValue()).as(ending()).isZero();
    return StandaloneCluster.text(errors);
  }

  private String ending() {
    String log = StandaloneCluster.text(errors);
    return StandaloneCluster.text(output) + log.substring(Math.max(0, log.length() - 10_000));
  }
}
