package io.ganglion.system;

import java.nio.file.Path;

/** Where the project's files lie; tests run in {@code src/test}. */
final class Project {
  static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  private Project() {}

  static Path file(String path) {
    return ROOT.resolve(path);
  }
}
