package io.ganglion.job;

import io.ganglion.config.ConfigException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that is there while a run writes an output folder, and names the process of the run. That
 * process gives signs of life; where they are missing, another run may take the lock over, as after
 * a driver was killed with its machine.
 */
final class RunLock {
  private static final Pattern HOLDER =
      Pattern.compile("process (\\d{1,18}) on (\\S+ \\(\\S*\\)) of run .*");

  /** Has an object store look once more, and in one step, when the file appears at its end. */
  private static final String ONLY_WHERE_NONE_IS = "fs.option.create.conditional.overwrite";

  /** How long the holder of a lock may be silent, in milliseconds or with a unit. */
  private static final String PATIENCE = "ganglion.lock.patience";

  private static final long PATIENCE_MILLIS = 60_000;

  private static final Logger LOG = LoggerFactory.getLogger(RunLock.class);

  private final FileSystem fs;
  private final Path file;
  private final Heartbeat heartbeat;
  private final String owner;

  /**
   * The lock of a folder.
   *
   * @param run that wants it
   * @throws ConfigException if the settings name no time to be patient for
   */
  RunLock(FileSystem fs, Path file, String run, Configuration settings) throws IOException {
    this.fs = fs;
    this.file = file;
    this.owner =
        "process "
            + ProcessHandle.current().pid()
            + " on "
            + machine()
            + " of run "
            + run
            + " since "
            + Instant.now();
    Duration patience =
        Duration.ofMillis(
            settings.getTimeDuration(PATIENCE, PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
    if (patience.toSeconds() < 1) {
      throw new ConfigException(
          PATIENCE + ": expected at least a second, found " + patience + ": write it as in 60s");
    }
    this.heartbeat = new Heartbeat(file.getParent(), settings, patience);
  }

  /**
   * Takes the lock; also that of a process that has ended, as far as can be seen.
   *
   * @param output that is guarded, for the message
   * @throws ConfigException if another run has it
   */
  void take(Path output) throws IOException {
    boolean taken = taken(output);
    while (!taken) {
      taken = taken(output);
    }
    heartbeat.start();
  }

  /** Whether the lock is ours now; false where another's is gone, so that there may be none. */
  private boolean taken(Path output) throws IOException {
    try {
      createWhereNoneIs(owner);
      return true;
    } catch (IOException e) {
      String holder = holder(e);
      // A store whose answer got lost was asked again, and has refused what it had done.
      if (holder.equals(owner)) {
        return true;
      }
      if (alive(holder)) {
        throw new ConfigException(
            "output: another run is writing "
                + output
                + " ("
                + holder
                + "): wait for it; if it is no longer there, remove "
                + file);
      }
      // Another run may have waited as long as this one, and be quicker.
      if (heldBy(holder)) {
        LOG.info("The lock {} is taken over: its process gives no sign of life", file);
        fs.delete(file, false);
      }
      return false;
    }
  }

  /**
   * Makes sure that nobody has taken the lock over, as from a process that stood still for long.
   *
   * @throws ConfigException if it is no longer ours
   */
  void requireHeld(Path output) throws IOException {
    if (!held()) {
      throw new ConfigException(
          "output: this run gave no sign of life for so long that another one took over "
              + output
              + ": nothing is published");
    }
  }

  /** Whether the lock is ours. */
  boolean held() throws IOException {
    return heldBy(owner);
  }

  private boolean heldBy(String holder) throws IOException {
    return fs.exists(file) && holder(new FileNotFoundException(file.toString())).equals(holder);
  }

  /** Lets go of the lock, unless another run has taken it over. */
  void release() throws IOException {
    try {
      heartbeat.stop();
    } finally {
      if (held()) {
        fs.delete(file, false);
      }
    }
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

  /** The name of this machine, and what tells those apart that have the same name. */
  private static String machine() throws IOException {
    String host = InetAddress.getLocalHost().getHostName();
    try {
      String started = Files.readString(java.nio.file.Path.of("/proc/sys/kernel/random/boot_id"));
      java.nio.file.Path processes =
          Files.readSymbolicLink(java.nio.file.Path.of("/proc/self/ns/pid"));
      return host + " (" + started.strip() + processes + ")";
    } catch (IOException | UnsupportedOperationException e) {
      // Not Linux, where alone containers with process numbers of their own run.
      return host + " ()";
    }
  }

  /** A process whose number is gone is dead; of any other, the number may be another's by now. */
  private boolean alive(String holder) throws IOException {
    Matcher process = HOLDER.matcher(holder);
    if (process.matches()
        && process.group(2).equals(machine())
        && ProcessHandle.of(Long.parseLong(process.group(1))).isEmpty()) {
      return false;
    }
    LOG.info("{} is held by {}: waiting for a sign of life", file, holder);
    return heartbeat.alive(() -> !fs.exists(file));
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
