package io.ganglion.system;

import java.io.IOException;
import java.util.List;

/** A file system of a cluster, from the outside: not by the classes that Spark reads it with. */
interface Storage extends AutoCloseable {
  /** The full path, for a job. */
  String address(String path);

  /** What Spark must know to find it. */
  List<String> settings();

  void put(String path, String text) throws IOException;

  /** The text of a file; null where there is none. */
  String text(String path) throws IOException;

  /** The names of the files in a folder. */
  List<String> names(String folder) throws IOException;

  @Override
  void close();
}
