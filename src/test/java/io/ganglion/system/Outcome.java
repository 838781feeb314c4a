package io.ganglion.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a program printed, and its exit code. */
record Outcome(int exitCode, String output, String errors) {

  /** Runs the program until it ends, for at most five minutes. */
  static Outcome of(ProcessBuilder program) throws IOException, InterruptedException {
    Path output = Files.createTempFile("output", ".txt");
    Path errors = Files.createTempFile("errors", ".txt");
    try {
      Process process =
          program.redirectOutput(output.toFile()).redirectError(errors.toFile()).start();
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError(program.command() + " takes more than five minutes");
      }
      return new Outcome(process.exitValue(), Files.readString(output), Files.readString(errors));
    } finally {
      Files.delete(output);
      Files.delete(errors);
    }
  }

  List<String> lines() {
    return output.lines().toList();
  }
}
