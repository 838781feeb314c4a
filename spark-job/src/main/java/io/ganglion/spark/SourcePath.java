package io.ganglion.spark;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** A path as Hadoop resolves it, known to exist: a file, a folder, or a pattern. */
final class SourcePath {
  private final String where;
  private final FileSystem files;
  private final Path full;
  private final FileStatus[] found;

  private SourcePath(String where, FileSystem files, Path full, FileStatus[] found) {
    this.where = where;
    this.files = files;
    this.full = full;
    this.found = found;
  }

  /**
   * Finds what a path names.
   *
   * @param where the key that holds it, for messages
   * @throws DataException naming the full path, if there is nothing
   */
  static SourcePath find(String where, String path, Configuration hadoop) {
    try {
      Path asGiven = new Path(path);
      FileSystem files = asGiven.getFileSystem(hadoop);
      Path full = files.makeQualified(asGiven);
      FileStatus[] found = files.globStatus(full);
      if (found == null || found.length == 0) {
        throw new DataException(
            where
                + ": expected a file or folder, found nothing at "
                + full
                + "; check the path (a relative one starts at "
                + files.getWorkingDirectory()
                + ")");
      }
      return new SourcePath(where, files, full, found);
    } catch (IOException | IllegalArgumentException e) {
      throw new DataException(where + ": cannot read path '" + path + "': " + e.getMessage(), e);
    }
  }

  /**
   * The format that the endings of the files tell.
   *
   * @throws DataException if they tell none, or several
   */
  TableFormat format() {
    Set<TableFormat> formats = new TreeSet<>();
    try {
      for (FileStatus status : found) {
        RemoteIterator<LocatedFileStatus> all = files.listFiles(status.getPath(), true);
        while (all.hasNext()) {
          addFormat(all.next().getPath(), formats);
        }
      }
    } catch (IOException e) {
      throw new DataException(where + ": cannot list " + full + ": " + e.getMessage(), e);
    }
    if (formats.isEmpty()) {
      throw new DataException(where + ": expected a file of data, found none in " + full);
    }
    if (formats.size() > 1) {
      throw new DataException(
          where
              + ": expected files of one format, found both csv and parquet in "
              + full
              + "; keep them in folders of their own");
    }
    return formats.iterator().next();
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
              + ": expected an ending .csv, .csv.gz or .parquet, found "
              + file
              + "; rename it or give the format");
    }
    formats.add(format);
  }

  /** The whole path, with the file system that it is on. */
  @Override
  public String toString() {
    return full.toString();
  }
}
