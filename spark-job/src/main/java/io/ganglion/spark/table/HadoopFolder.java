package io.ganglion.spark.table;

import io.ganglion.model.Folder;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * A folder on any file system that Hadoop knows.
 *
 * <p>A file is closed before it gets its name, but not synced: from then on it is with the file
 * system, whatever becomes of this process. Syncing would make a checkpoint wait for the disk,
 * against nothing but a power cut within the seconds that an operating system keeps what was
 * written; readers refuse what such a cut leaves, since lengths and checksums don't fit.
 */
public final class HadoopFolder implements Folder {
  private static final int BUFFER = 1 << 16;

  private final FileSystem files;
  private final Path path;
  private final Configuration hadoop;

  /**
   * A folder, which need not be there yet.
   *
   * @throws IOException if no file system answers to the path
   */
  public HadoopFolder(Path path, Configuration hadoop) throws IOException {
    FileSystem found = path.getFileSystem(hadoop);
    // Files carry their own checks where they need them; .crc files would be left behind.
    found.setWriteChecksum(false);
    this.files = found instanceof LocalFileSystem local ? local.getRawFileSystem() : found;
    this.path = files.makeQualified(path);
    this.hadoop = hadoop;
  }

  @Override
  public String location() {
    return path.toString();
  }

  @Override
  public List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    try {
      for (FileStatus status : files.listStatus(path)) {
        if (status.isFile()) {
          names.add(status.getPath().getName());
        }
      }
    } catch (FileNotFoundException e) {
      return List.of();
    }
    Collections.sort(names);
    return names;
  }

  @Override
  public Source open(String name) throws IOException {
    Path file = new Path(path, name);
    return new Source(files.open(file), files.getFileStatus(file).getLen());
  }

  @Override
  public void create(String name, Content content) throws IOException {
    if (files.hasPathCapability(path, CommonPathCapabilities.ABORTABLE_STREAM)) {
      put(new Path(path, name), content);
    } else {
      replace(name, content);
    }
  }

  /** Object stores have no rename, but a file of theirs appears when its stream is closed. */
  private void put(Path file, Content content) throws IOException {
    FSDataOutputStream out = files.create(file, true);
    boolean whole = false;
    try {
      content.writeTo(out);
      whole = true;
    } finally {
      if (!whole) {
        out.abort();
      }
      out.close();
    }
  }

  private void replace(String name, Content content) throws IOException {
    Path fresh = new Path(path, "." + name + "." + UUID.randomUUID());
    try {
      // Without a permission of its own, for which a local file system would start a program.
      try (OutputStream out =
          files.create(
              fresh,
              false,
              BUFFER,
              files.getDefaultReplication(fresh),
              files.getDefaultBlockSize(fresh),
              null)) {
        content.writeTo(out);
      }
      replace(new Path(path, name), fresh);
    } catch (FSError e) {
      // What Hadoop makes of a full disk of this machine.
      throw new IOException(e.getCause() == null ? e.getMessage() : e.getCause().getMessage(), e);
    } finally {
      files.delete(fresh, false);
    }
  }

  private void replace(Path file, Path fresh) throws IOException {
    if (files instanceof RawLocalFileSystem local) {
      // Hadoop would start some programs to look at links.
      Files.move(
          local.pathToFile(fresh).toPath(),
          local.pathToFile(file).toPath(),
          StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    // FileSystem.rename does not replace a file; FileContext does, in one step where it can.
    FileContext.getFileContext(path.toUri(), hadoop).rename(fresh, file, Options.Rename.OVERWRITE);
  }

  @Override
  public void delete(String name) throws IOException {
    files.delete(new Path(path, name), false);
  }
}
