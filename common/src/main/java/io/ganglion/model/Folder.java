package io.ganglion.model;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** What a model needs of a file system: a folder of files that appear whole or not at all. */
public interface Folder {
  /**
   * A file that is open for reading.
   *
   * @param stream from its first byte
   * @param length in bytes
   */
  record Source(InputStream stream, long length) implements Closeable {
    @Override
    public void close() throws IOException {
      stream.close();
    }
  }

  /** Writes the content of a file. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** The full path, for messages. */
  String location();

  /** The names of the files, sorted, left over temporary ones too; empty for an absent folder. */
  List<String> names() throws IOException;

  /** Opens a file for reading. */
  Source open(String name) throws IOException;

  /**
   * Makes a file, and the folder where it is absent. A reader of {@code name} finds the file that
   * was there before or the whole new one; after a failure the old one stays. While it is written
   * it has a name that begins with {@code "." + name}.
   */
  void create(String name, Content content) throws IOException;

  /** Deletes a file; does nothing where there is none. */
  void delete(String name) throws IOException;
}
