package io.ganglion.job;

import io.ganglion.config.ConfigException;
import io.ganglion.config.Json;
import io.ganglion.model.Checkpoints;
import io.ganglion.model.ModelFiles;
import io.ganglion.model.TrainedModel;
import io.ganglion.spark.table.HadoopFolder;
import io.ganglion.spark.table.TargetPath;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.ShutdownHookManager;

/**
 * The folder {@code OUTPUT.run} beside an output folder, where a run works: its lock, and {@code
 * run.json} that tells a scheduler how the latest attempt went.
 */
final class RunFolder {
  /** What an output folder may hold. */
  private static final Set<String> OURS =
      Set.of("model", "history.csv", "metrics.json", "report.html", "_SUCCESS");

  private static final Pattern FRESH = Pattern.compile("\\.(.+)\\.[0-9a-f-]{36}");

  /** What a process comes to that was told to terminate. */
  private static final int STOPPED = 143;

  private static final int BEFORE_SPARK = 100;

  private final FileSystem fs;
  private final Path output;
  private final Path folder;
  private final RunLock lock;
  private final String runId = UUID.randomUUID().toString();
  private final Instant started = Instant.now();
  private final Map<String, Object> facts;
  private Runnable guard;
  private boolean ended;

  private RunFolder(TargetPath target, Configuration configuration, Map<String, Object> facts)
      throws IOException {
    this.fs = target.files();
    this.output = target.path();
    this.folder = new Path(output.getParent(), output.getName() + ".run");
    this.lock = new RunLock(fs, path("lock"), runId, configuration);
    this.facts = facts;
  }

  /**
   * Begins a run: makes sure that the output folder is ours or free, and that nobody else writes
   * it.
   *
   * @param facts about the run that {@code run.json} tells besides: versions, the job file
   * @throws ConfigException if the folder holds something else or can't be made, or another run has
   *     it
   */
  static RunFolder begin(Configuration configuration, String output, Map<String, Object> facts) {
    TargetPath target = TargetPath.of("output", output, configuration);
    try {
      RunFolder run = new RunFolder(target, configuration, facts);
      run.requireOurs();
      if (!run.fs.mkdirs(run.folder)) {
        throw new IOException("cannot make the folder " + run.folder);
      }
      run.lock.take(run.output);
      boolean begun = false;
      try {
        run.writeStatus("running", null, null);
        begun = true;
      } finally {
        if (!begun) {
          run.lock.release();
        }
      }
      return run;
    } catch (IOException e) {
      throw new UncheckedIOException("output " + output + ": " + e.getMessage(), e);
    }
  }

  /**
   * Makes sure that the folder still belongs to this run.
   *
   * @throws ConfigException if another run has taken it over
   */
  void requireHeld() throws IOException {
    lock.requireHeld(output);
  }

  /** The output folder, fully qualified. */
  Path output() {
    return output;
  }

  /** A path in the folder of the run. */
  Path path(String name) {
    return new Path(folder, name);
  }

  String runId() {
    return runId;
  }

  Instant started() {
    return started;
  }

  /** Whether a run was killed while it wrote one of our files. */
  private static boolean halfWritten(String name) {
    Matcher fresh = FRESH.matcher(name);
    return fresh.matches() && OURS.contains(fresh.group(1));
  }

  private void requireOurs() throws IOException {
    FileStatus[] entries;
    try {
      entries = fs.listStatus(output);
    } catch (FileNotFoundException e) {
      return;
    }
    List<String> foreign = new ArrayList<>();
    for (FileStatus entry : entries) {
      String name = entry.getPath().getName();
      if (!OURS.contains(name) && !name.endsWith(".crc") && !halfWritten(name)) {
        foreign.add(name);
      }
    }
    if (!foreign.isEmpty()) {
      throw new ConfigException(
          "output: expected a free folder or one that an earlier run wrote, found "
              + String.join(", ", foreign.subList(0, Math.min(3, foreign.size())))
              + " in "
              + output
              + ": choose another folder");
    }
  }

  /**
   * Keeps a model that is not published.
   *
   * @param name of its folder
   * @param what it is, for the sentence that tells the user where it is
   */
  String keep(String name, String what, TrainedModel model) {
    Path place = path(name);
    try {
      ModelFiles.write(new HadoopFolder(place, fs.getConf()), model);
      return what + " are in " + place;
    } catch (IOException e) {
      // What went wrong before is what the user must hear of.
      return what + " could not be written to " + place + ": " + e.getMessage();
    }
  }

  /** The checkpoints of this training. */
  Checkpoints checkpoints(String fingerprint, int keep) throws IOException {
    return new Checkpoints(new HadoopFolder(path("checkpoints"), fs.getConf()), fingerprint, keep);
  }

  /** Has a run that is stopped from outside leave a checkpoint, and say so. */
  void guard(CheckpointWriter writer, PrintStream out) {
    guard =
        () -> {
          int epoch = writer.leave();
          String message =
              "stopped from outside: the same command "
                  + (epoch == 0 ? "starts anew" : "goes on after epoch " + epoch);
          end("stopped", STOPPED, message);
          out.println(message);
        };
    // Before Spark and the file systems end, which do so in hooks of lower priority.
    ShutdownHookManager.get().addShutdownHook(guard, BEFORE_SPARK);
  }

  /** Lets the run end as it does. */
  void unguard() {
    if (guard != null && !ShutdownHookManager.get().isShutdownInProgress()) {
      ShutdownHookManager.get().removeShutdownHook(guard);
    }
  }

  /**
   * Ends the run: says in {@code run.json} how it went, and lets go of the lock. Only the first end
   * counts.
   */
  synchronized void end(String status, int exitCode, String message) {
    if (ended) {
      return;
    }
    ended = true;
    unguard();
    try {
      try {
        // What another run has taken over tells of that one.
        if (lock.held()) {
          writeStatus(status, exitCode, message);
        }
      } finally {
        lock.release();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("run folder " + folder + ": " + e.getMessage(), e);
    }
  }

  private void writeStatus(String status, Integer exitCode, String message) throws IOException {
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("run", runId);
    run.put("status", status);
    if (exitCode != null) {
      run.put("exitCode", exitCode);
      run.put("ended", Instant.now().toString());
      run.put("message", message);
    }
    run.put("started", started.toString());
    run.put("output", output.toString());
    run.putAll(facts);
    byte[] json = Secrets.hidden(Json.write(run)).getBytes(StandardCharsets.UTF_8);
    new HadoopFolder(folder, fs.getConf()).create("run.json", out -> out.write(json));
  }
}
