package io.ganglion.job;

import io.ganglion.config.ConfigException;
import java.io.IOException;
import java.util.Map;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A program in which a run finds a folder free, and another takes it before the first one does so.
 */
public final class LockRace {
  /** A file system where something happens between looking for a file and writing it. */
  private static final class Slow extends FilterFileSystem {
    private final FileSystem files;
    private final Runnable between;

    Slow(FileSystem files, Runnable between) {
      super(files);
      this.files = files;
      this.between = between;
    }

    @Override
    public FSDataOutputStreamBuilder<?, ?> createFile(Path path) {
      return new SlowCreation(files, path, between);
    }
  }

  private static final class SlowCreation
      extends FSDataOutputStreamBuilder<FSDataOutputStream, SlowCreation> {
    private final FileSystem files;
    private final Path path;
    private final Runnable between;

    SlowCreation(FileSystem files, Path path, Runnable between) {
      super(files, path);
      this.files = files;
      this.path = path;
      this.between = between;
    }

    @Override
    public SlowCreation getThisBuilder() {
      return this;
    }

    @Override
    public FSDataOutputStream build() throws IOException {
      FSDataOutputStreamBuilder<?, ?> creation = files.createFile(path).overwrite(false);
      for (Map.Entry<String, String> option : getOptions()) {
        creation.opt(option.getKey(), option.getValue());
      }
      FSDataOutputStream out = creation.build();
      between.run();
      return out;
    }
  }

  private LockRace() {}

  /** Prints what becomes of each. */
  public static void main(String[] arguments) throws IOException {
    Path folder = new Path(arguments[0]);
    FileSystem files = folder.getFileSystem(Sparks.hadoop());
    take("first", new Slow(files, () -> take("second", files, folder)), folder);
  }

  private static void take(String name, FileSystem files, Path folder) {
    try {
      new RunLock(files, new Path(folder, "lock"), name, files.getConf()).take(folder);
      System.out.println(name + " has it");
    } catch (ConfigException e) {
      System.out.println(name + " is told: " + e.getMessage());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
