package io.ganglion.job;

import io.ganglion.config.ConfigException;
import io.ganglion.config.Json;
import io.ganglion.model.ModelFiles;
import io.ganglion.model.TrainedModel;
import io.ganglion.spark.HadoopFolder;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
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
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The folder {@code OUTPUT.run} beside an output folder, where a run works: its lock, and {@code
 * run.json} that tells a scheduler how the latest attempt went.
 */
final class RunFolder {
  /** What an output folder may hold. */
  private static final Set<String> OURS =
      Set.of("model", "history.csv", "metrics.json", "report.html", "_SUCCESS");

  private static final Pattern HOLDER = Pattern.compile("process (\\d{1,18}) on (\\S+) since .*");

  private final FileSystem fs;
  private final Path output;
  private final Path folder;
  private final String runId = UUID.randomUUID().toString();
  private final Instant started = Instant.now();
  private final Map<String, Object> facts;

  private RunFolder(FileSystem fs, Path output, Map<String, Object> facts) {
    this.fs = fs;
    this.output = output;
    this.folder = new Path(output.getParent(), output.getName() + ".run");
    this.facts = facts;
  }

  /**
   * Begins a run: makes sure that the output folder is ours or free, and that nobody else writes
   * it.
   *
   * @param facts about the run that {@code run.json} tells besides: versions, the job file
   * @throws ConfigException if the folder holds something else, or another run has it
   */
  static RunFolder begin(Configuration configuration, String output, Map<String, Object> facts) {
    try {
      Path path = new Path(output);
      FileSystem fs = path.getFileSystem(configuration);
      RunFolder run = new RunFolder(fs, fs.makeQualified(path), facts);
      run.requireOurs();
      fs.mkdirs(run.folder);
      run.lock();
      run.writeStatus("running", null, null);
      return run;
    } catch (IOException e) {
      throw new UncheckedIOException("output " + output + ": " + e.getMessage(), e);
    }
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
      if (!OURS.contains(name) && !name.endsWith(".crc")) {
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

  private void lock() throws IOException {
    try {
      createWhereNoneIs(path("lock"), owner());
    } catch (FileAlreadyExistsException | java.nio.file.FileAlreadyExistsException e) {
      String holder = read(path("lock"));
      if (!abandoned(holder)) {
        throw new ConfigException(
            "output: another run is writing "
                + output
                + " ("
                + holder
                + "): wait for it; if it is no longer there, remove "
                + path("lock"));
      }
      fs.delete(path("lock"), false);
      lock();
    }
  }

  /** Hadoop's local file system looks first and creates then; this must be one step. */
  private void createWhereNoneIs(Path path, String text) throws IOException {
    if (fs.getScheme().equals("file")) {
      Files.writeString(java.nio.file.Path.of(path.toUri()), text, StandardOpenOption.CREATE_NEW);
      return;
    }
    try (FSDataOutputStream out = fs.create(path, false)) {
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

  /** Whether the holder was a process of this machine that has ended. */
  private static boolean abandoned(String holder) throws IOException {
    Matcher process = HOLDER.matcher(holder);
    return process.matches()
        && process.group(2).equals(InetAddress.getLocalHost().getHostName())
        && ProcessHandle.of(Long.parseLong(process.group(1))).isEmpty();
  }

  private String read(Path path) throws IOException {
    try (var in = fs.open(path)) {
      return new String(in.readNBytes(1024), StandardCharsets.UTF_8).strip();
    }
  }

  /** Keeps weights that training could not go on from; returns where. */
  String salvage(TrainedModel model) {
    Path place = path("salvaged");
    try {
      ModelFiles.write(new HadoopFolder(place, fs.getConf()), model);
      return place.toString();
    } catch (IOException e) {
      throw new UncheckedIOException("run folder " + place + ": " + e.getMessage(), e);
    }
  }

  /** Ends the run: says in {@code run.json} how it went, and lets go of the lock. */
  void end(String status, int exitCode, String message) {
    try {
      writeStatus(status, exitCode, message);
      fs.delete(path("lock"), false);
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
    try (FSDataOutputStream out = fs.create(path("run.json"), true)) {
      out.write(Json.write(run).getBytes(StandardCharsets.UTF_8));
    }
  }
}
