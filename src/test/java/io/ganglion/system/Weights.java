package io.ganglion.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The weights that a run came to. */
final class Weights {
  private Weights() {}

  /**
   * Their name, which holds the hash of their content.
   *
   * @param folder of the run, with the output folder {@code out}
   */
  static String of(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("out/model"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("weights-"))
          .reduce((one, other) -> one + other)
          .orElseThrow();
    }
  }
}
