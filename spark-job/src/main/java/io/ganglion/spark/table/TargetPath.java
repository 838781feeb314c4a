package io.ganglion.spark.table;

import io.ganglion.config.ConfigException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/**
 * A place to write to, which need not be there yet.
 *
 * @param files the file system that it is on
 * @param path fully qualified, below some folder
 */
public record TargetPath(FileSystem files, Path path) {
  /**
   * Resolves a path as Hadoop does.
   *
   * @param where the key or option that holds it, for messages
   * @throws ConfigException if nothing can ever be written there
   */
  public static TargetPath of(String where, String path, Configuration hadoop) {
    try {
      Path given = new Path(path);
      FileSystem files = given.getFileSystem(hadoop);
      Path full = files.makeQualified(given);
      if (full.getParent() == null) {
        throw new ConfigException(where + ": expected a path below a folder, found " + full);
      }
      requireFolderAbove(where, files, full);
      return new TargetPath(files, full);
    } catch (IllegalArgumentException | UnsupportedFileSystemException e) {
      throw new ConfigException(
          where + ": expected a path, found '" + path + "': " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(where + " " + path + ": " + e.getMessage(), e);
    }
  }

  private static void requireFolderAbove(String where, FileSystem files, Path full)
      throws IOException {
    for (Path above = full.getParent(); above != null; above = above.getParent()) {
      try {
        if (!files.getFileStatus(above).isDirectory()) {
          throw new ConfigException(
              where + ": " + full + " can't be made, as " + above + " is a file: choose another");
        }
        return;
      } catch (FileNotFoundException | ParentNotDirectoryException e) {
        // Nothing is there: it will be made if what is above it is a folder.
      }
    }
  }
}
