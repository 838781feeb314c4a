package io.ganglion.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs of others in Python: that of GANGLION_PYTHON, else the machine's python3. */
public final class Python {
  private static final String COMMAND = System.getenv().getOrDefault("GANGLION_PYTHON", "python3");
  private static final int MINUTES = 3;

  /** Prints the packages that are missing. */
  private static final String CHECK =
      """
      import importlib.metadata, sys
      def found(package):
          name, _, version = package.partition("==")
          try:
              return importlib.metadata.version(name).startswith(version)
          except importlib.metadata.PackageNotFoundError:
              return False
      print(*[p for p in sys.argv[1:] if not any(map(found, p.split("|")))], sep=", ", end="")
      """;

  private Python() {}

  /**
   * Skips the test where packages are missing.
   *
   * @param packages their names; {@code a==3.} for a version that begins so, {@code a|b} for one of
   *     both
   */
  public static void assumeHas(String... packages) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("-c", CHECK));
    arguments.addAll(List.of(packages));
    String missing;
    try {
      missing = run(arguments);
    } catch (IOException e) {
      missing = String.join(", ", packages);
    }
    assumeTrue(
        missing.isEmpty(),
        COMMAND
            + " has no "
            + missing
            + ": install them, or set GANGLION_PYTHON to a Python that has them");
  }

  /** Skips the test where there is no Keras 3 that reads HDF5 and computes. */
  public static void assumeHasKeras() throws IOException, InterruptedException {
    assumeHas("keras==3.", "h5py", "jax|tensorflow|tensorflow-cpu|torch");
  }

  /** Runs a script, which must end well, and gives what it printed. */
  public static String script(Path script, Object... arguments)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(script.toString()));
    for (Object argument : arguments) {
      all.add(argument.toString());
    }
    return run(all);
  }

  private static String run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(COMMAND));
    command.addAll(arguments);
    Path output = Files.createTempFile("python", ".txt");
    Path errors = Files.createTempFile("python", ".txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile())
              .start();
      boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
      if (!ended) {
        process.destroyForcibly();
      }
      String printed = Files.readString(output, StandardCharsets.UTF_8);
      if (!ended || process.exitValue() != 0) {
        throw new AssertionError(
            command
                + (ended ? " failed: " : " takes too long: ")
                + printed
                + Files.readString(errors));
      }
      return printed;
    } finally {
      Files.delete(output);
      Files.delete(errors);
    }
  }
}
