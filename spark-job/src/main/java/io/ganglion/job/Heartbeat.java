package io.ganglion.job;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Timer;
import java.util.TimerTask;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that is written again and again while a process lives, by which others can tell that it
 * does. Nobody compares clocks: whoever wants to know watches whether the file changes.
 */
final class Heartbeat {
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

  /** So many beats may be lost before a process is taken for dead. */
  private static final int BEATS = 6;

  private static final long LOOK_MILLIS = 200;

  private final FileSystem fs;
  private final Path file;
  private final Duration patience;
  private Timer timer;
  private boolean stopped;

  /**
   * The heartbeat of whoever writes a file.
   *
   * @param patience how long it may be silent
   */
  Heartbeat(FileSystem fs, Path file, Duration patience) {
    this.fs = fs;
    this.file = file;
    this.patience = patience;
  }

  void start() {
    timer = new Timer("ganglion-heartbeat", true);
    TimerTask task =
        new TimerTask() {
          @Override
          public void run() {
            beat();
          }
        };
    timer.schedule(task, 0, patience.toMillis() / BEATS);
  }

  private synchronized void beat() {
    if (stopped) {
      return;
    }
    try (FSDataOutputStream out = fs.create(file, true)) {
      out.write(Instant.now().toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // The next one may succeed; if none does, others will take this process for dead.
      LOG.warn("{} cannot be written: {}", file, e.getMessage());
    }
  }

  /** Ends the beats, and removes the file. */
  synchronized void stop() throws IOException {
    stopped = true;
    timer.cancel();
    fs.delete(file, false);
  }

  /** Watches the file until it changes, for as long as its writer may be silent. */
  boolean alive() throws IOException {
    String before = content();
    long end = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < end) {
      try {
        Thread.sleep(Math.min(LOOK_MILLIS, patience.toMillis() / BEATS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return true;
      }
      if (!content().equals(before)) {
        return true;
      }
    }
    return false;
  }

  /** Empty where there is no file, or one is just being written. */
  private String content() throws IOException {
    try (var in = fs.open(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (FileNotFoundException e) {
      return "";
    }
  }
}
