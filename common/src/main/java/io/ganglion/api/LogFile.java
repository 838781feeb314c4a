package io.ganglion.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that grows with each epoch; closed in between, so that whoever reads it sees all of it.
 */
final class LogFile {
  private final Path path;

  LogFile(Path path) {
    this.path = path.toAbsolutePath();
  }

  /** Begins anew, with the folders above it. */
  void begin(byte[] content) {
    write(content, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
  }

  /** Adds to the end. */
  void append(byte[] content) {
    write(content, StandardOpenOption.APPEND);
  }

  private void write(byte[] content, StandardOpenOption... how) {
    try {
      Files.createDirectories(path.getParent());
      StandardOpenOption[] options = new StandardOpenOption[how.length + 1];
      System.arraycopy(how, 0, options, 0, how.length);
      options[how.length] = StandardOpenOption.WRITE;
      Files.write(path, content, options);
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": can't be written: " + e, e);
    }
  }
}
