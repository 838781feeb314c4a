package io.ganglion.spark.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** Paths as Hadoop resolves them, known to exist: files, folders, or patterns. */
final class SourcePaths {
  /**
   * A path that was given.
   *
   * @param full with its file system
   * @param matches the files and folders that it names
   */
  private record Found(FileSystem files, Path full, List<FileStatus> matches) {}

  private final String where;
  private final List<Found> found;

  private SourcePaths(String where, List<Found> found) {
    this.where = where;
    this.found = found;
  }

  /**
   * Finds what paths name.
   *
   * @param where the key that holds them, for messages
   * @throws DataException naming the full path, if there is nothing
   */
  static SourcePaths find(String where, List<String> paths, Configuration hadoop) {
    List<Found> found = new ArrayList<>();
    for (String path : paths) {
      try {
        found.add(find(where, new Path(path), hadoop));
      } catch (IOException | IllegalArgumentException e) {
        throw new DataException(where + ": cannot read path '" + path + "': " + e.getMessage(), e);
      }
    }
    return new SourcePaths(where, found);
  }

  private static Found find(String where, Path path, Configuration hadoop) throws IOException {
    FileSystem files = path.getFileSystem(hadoop);
    Path full = files.makeQualified(path);
    FileStatus[] matches = files.globStatus(full);
    if (matches == null || matches.length == 0) {
      throw new DataException(
          where
              + ": expected a file or folder, found nothing at "
              + full
              + "; check the path (a relative one starts at "
              + files.getWorkingDirectory()
              + ")");
    }
    return new Found(files, full, List.of(matches));
  }

  /**
   * The format that the endings of the files tell.
   *
   * @throws DataException if they tell none, or several
   */
  TableFormat format() {
    Set<TableFormat> formats = new TreeSet<>();
    for (Found path : found) {
      try {
        addFormats(path, formats);
      } catch (IOException e) {
        throw new DataException(where + ": cannot list " + path.full + ": " + e.getMessage(), e);
      }
    }
    if (formats.isEmpty()) {
      throw new DataException(where + ": expected a file of data, found none in " + this);
    }
    if (formats.size() > 1) {
      String several = formats.stream().map(Object::toString).collect(Collectors.joining(" and "));
      throw new DataException(
          where
              + ": expected files of one format, found both "
              + several
              + " in "
              + this
              + "; keep them in folders of their own");
    }
    return formats.iterator().next();
  }

  private void addFormats(Found path, Set<TableFormat> formats) throws IOException {
    for (FileStatus match : path.matches) {
      if (path.files instanceof LocalFileSystem) {
        addLocalFormats(path.files, match, formats);
        continue;
      }
      // One request for a whole tree, where an object store has it.
      RemoteIterator<LocatedFileStatus> all = path.files.listFiles(match.getPath(), true);
      while (all.hasNext()) {
        addFormat(all.next().getPath(), formats);
      }
    }
  }

  /** A located status of a local file asks for its permissions, by a process of its own. */
  private void addLocalFormats(FileSystem files, FileStatus match, Set<TableFormat> formats)
      throws IOException {
    for (FileStatus file : files.listStatus(match.getPath())) {
      if (file.isDirectory()) {
        addLocalFormats(files, file, formats);
      } else {
        addFormat(file.getPath(), formats);
      }
    }
  }

  private void addFormat(Path file, Set<TableFormat> formats) {
    String name = file.getName();
    if (name.startsWith("_") || name.startsWith(".")) {
      return;
    }
    TableFormat format = TableFormat.ofFile(name);
    if (format == null) {
      throw new DataException(
          where
              + ": expected an ending that tells the format ("
              + TableFormat.knownEndings()
              + "), found "
              + file
              + "; rename it or give the format");
    }
    formats.add(format);
  }

  /** The whole paths, each with the file system that it is on. */
  String[] full() {
    return found.stream().map(path -> path.full.toString()).toArray(String[]::new);
  }

  @Override
  public String toString() {
    return String.join(", ", full());
  }
}
