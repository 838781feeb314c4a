package io.ganglion.job;

import io.ganglion.config.ConfigException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A file that is there while a run writes an output folder, and names the process of the run. */
final class RunLock {
  private static final Pattern HOLDER = Pattern.compile("process (\\d{1,18}) on (\\S+) since .*");

  /** Has an object store look once more, and in one step, when the file appears at its end. */
  private static final String ONLY_WHERE_NONE_IS = "fs.option.create.conditional.overwrite";

  private final FileSystem fs;
  private final Path file;

  RunLock(FileSystem fs, Path file) {
    this.fs = fs;
    this.file = file;
  }

  /**
   * Takes the lock; also that of a process of this machine that has ended.
   *
   * @param output that is guarded, for the message
   * @throws ConfigException if another run has it
   */
  void take(Path output) throws IOException {
    String owner = owner();
    try {
      createWhereNoneIs(owner);
    } catch (IOException e) {
      String holder = holder(e);
      // A store whose answer got lost was asked again, and has refused what it had done.
      if (holder.equals(owner)) {
        return;
      }
      if (!abandoned(holder)) {
        throw new ConfigException(
            "output: another run is writing "
                + output
                + " ("
                + holder
                + "): wait for it; if it is no longer there, remove "
                + file);
      }
      release();
      take(output);
    }
  }

  void release() throws IOException {
    fs.delete(file, false);
  }

  /** Hadoop's local file system looks first and creates then; this must be one step. */
  private void createWhereNoneIs(String text) throws IOException {
    if ("file".equals(fs.getUri().getScheme())) {
      Files.writeString(java.nio.file.Path.of(file.toUri()), text, StandardOpenOption.CREATE_NEW);
      return;
    }
    FSDataOutputStreamBuilder<?, ?> creation = fs.createFile(file).overwrite(false).recursive();
    creation.opt(ONLY_WHERE_NONE_IS, true);
    try (FSDataOutputStream out = creation.build()) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String owner() throws IOException {
    return "process "
        + ProcessHandle.current().pid()
        + " on "
        + InetAddress.getLocalHost().getHostName()
        + " since "
        + Instant.now();
  }

  private static boolean abandoned(String holder) throws IOException {
    Matcher process = HOLDER.matcher(holder);
    return process.matches()
        && process.group(2).equals(InetAddress.getLocalHost().getHostName())
        && ProcessHandle.of(Long.parseLong(process.group(1))).isEmpty();
  }

  /** Who has the lock that could not be made; what kept it from being made if nobody has it. */
  private String holder(IOException failure) throws IOException {
    try (var in = fs.open(file)) {
      return new String(in.readNBytes(1024), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      failure.addSuppressed(e);
      throw failure;
    }
  }
}
