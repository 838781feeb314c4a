package io.ganglion.exchange.keras;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Python with Keras 3: that of GANGLION_PYTHON, else the machine's python3, if it has Keras. */
final class Python {
  private static final String COMMAND = System.getenv().getOrDefault("GANGLION_PYTHON", "python3");

  private Python() {}

  /** Skips the test on a machine without Keras. */
  static void assumeKeras() throws IOException, InterruptedException {
    assumeTrue(
        found(),
        COMMAND
            + " has no Keras 3: install keras, h5py and a backend, or set"
            + " GANGLION_PYTHON to a Python that has them");
  }

  private static boolean found() throws InterruptedException {
    String check =
        "import importlib.metadata as m; m.version('h5py');"
            + " assert m.version('keras').startswith('3.')";
    try {
      return run(List.of("-c", check)).isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  /** Runs a script, which must end well. */
  static void script(Path script, Path argument) throws IOException, InterruptedException {
    String problem = run(List.of(script.toString(), argument.toString()));
    if (!problem.isEmpty()) {
      throw new AssertionError(problem);
    }
  }

  /** What a program that failed printed; empty for one that ended well. */
  private static String run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(COMMAND));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    boolean ended = process.waitFor(2, TimeUnit.MINUTES);
    return ended && process.exitValue() == 0 ? "" : "failed: " + printed;
  }
}
