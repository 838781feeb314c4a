package io.ganglion.job;

import io.ganglion.model.Folder;
import io.ganglion.spark.table.HadoopFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Timer;
import java.util.TimerTask;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that is written again and again while a process lives, by which others can tell that it
 * does. Nobody compares clocks: whoever wants to know watches whether the file changes.
 */
final class Heartbeat {
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
  private static final String FILE = "alive";

  /** So many beats may be lost before a process is taken for dead. */
  private static final int BEATS = 6;

  private static final long LOOK_MILLIS = 100;

  private final HadoopFolder folder;
  private final Duration patience;
  private final Timer timer = new Timer("ganglion-heartbeat", true);
  private boolean stopped;

  /**
   * The heartbeat in the folder of a run.
   *
   * @param patience how long it may be silent
   */
  Heartbeat(Path folder, Configuration hadoop, Duration patience) throws IOException {
    this.folder = new HadoopFolder(folder, hadoop);
    this.patience = patience;
  }

  /** Gives the first sign of life before it returns. */
  void start() {
    TimerTask task =
        new TimerTask() {
          @Override
          public void run() {
            beat();
          }
        };
    beat();
    long pause = patience.toMillis() / BEATS;
    timer.schedule(task, pause, pause);
  }

  private synchronized void beat() {
    if (stopped) {
      return;
    }
    byte[] now = Instant.now().toString().getBytes(StandardCharsets.UTF_8);
    try {
      folder.create(FILE, out -> out.write(now));
    } catch (IOException | RuntimeException | FSError e) {
      // The next one may succeed; if none does, others will take this process for dead.
      LOG.warn("no sign of life can be written to {}: {}", folder.location(), e.getMessage());
    }
  }

  /** Ends the beats, and removes the file. */
  synchronized void stop() throws IOException {
    stopped = true;
    timer.cancel();
    folder.delete(FILE);
  }

  /** Tells whether a process has ended. */
  interface End {
    boolean reached() throws IOException;
  }

  /**
   * Watches the file until it changes, for as long as its writer may be silent.
   *
   * @param end of the process, where that shows otherwise
   */
  boolean alive(End end) throws IOException {
    String before = content();
    long until = System.nanoTime() + patience.toNanos();
    while (!end.reached() && System.nanoTime() < until) {
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return true;
      }
      String now = content();
      if (!now.isEmpty() && !now.equals(before)) {
        return true;
      }
    }
    return false;
  }

  /** Empty where there is no file, or it can't be read at the moment. */
  private String content() {
    try (Folder.Source file = folder.open(FILE)) {
      return new String(file.stream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
