package io.ganglion.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.tensor.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong on a cluster in the middle of training does not change a bit of the weights. */
@Tag("faults")
final class FaultsTest {
  private static final int ROWS = 3000;
  private static final int FILES = 6;

  private static final String JOB =
      """
      name: disturbed
      data: {train: '%s', label: kind, holdout: 0.2}
      network:
        - normalization
        - dense: {units: 32, activation: relu}
        - dropout: 0.3
        - dense: {units: 3, activation: softmax}
      training: {loss: categorical_crossentropy, batchSize: 16, epochs: 40, shards: 3, seed: 1,
        averaging: {every: 20}}
      output: '%s'
      """;

  @TempDir static Path shared;

  private static SparkHome spark;
  private static StandaloneCluster cluster;
  private static String undisturbed;

  @TempDir Path folder;

  @BeforeAll
  static void trainUndisturbed() throws Exception {
    Path table = Files.createDirectories(shared.resolve("table"));
    for (int f = 0; f < FILES; f++) {
      Files.write(table.resolve("part-" + f + ".csv"), rows(f));
    }
    spark = SparkHome.in(shared.resolve("spark"));
    Path quiet = Files.createDirectories(shared.resolve("quiet"));
    Disturbed.start(train(quiet, "local[2]"), quiet).end();
    undisturbed = weights(quiet);
    assertThat(undisturbed).startsWith("weights-");
    cluster = new StandaloneCluster(spark, 2, 2);
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  /** Three classes; a tenth of the rows are one row, which stands in each file. */
  private static List<String> rows(int file) {
    List<String> rows = new ArrayList<>(List.of("x1,x2,kind"));
    for (int r = file * ROWS / FILES; r < (file + 1) * ROWS / FILES; r++) {
      int key = r % 10 == 0 ? 0 : r;
      double x1 = key % 3 + Seeds.normal(1, 2L * key);
      double x2 = Seeds.normal(1, 2L * key + 1) - key % 3;
      rows.add(String.format(Locale.ROOT, "%.5f,%.5f,kind%d", x1, x2, key % 3));
    }
    return rows;
  }

  private static ProcessBuilder train(Path folder, String master, String... options)
      throws IOException {
    String text = JOB.formatted(shared.resolve("table"), folder.resolve("out"));
    Path job = Files.writeString(folder.resolve("job.yaml"), text);
    return spark.submit(master, List.of(options), "train", job.toString());
  }

  private static String weights(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("out/model"))) {
      return files
          .map(file -> file.getFileName().toString())
          // The name holds the hash of the content, which reading the model checks.
          .filter(name -> name.startsWith("weights-"))
          .reduce("", String::concat);
    }
  }

  /** A training on two executors of a core, in which a task may fail as often as it wants. */
  private Disturbed start(String... more) throws IOException {
    List<String> options = new ArrayList<>();
    for (String setting :
        List.of("spark.executor.memory=512m", "spark.executor.cores=1", "spark.cores.max=2")) {
      options.addAll(List.of("--conf", setting));
    }
    for (String setting : more) {
      options.addAll(List.of("--conf", setting));
    }
    return Disturbed.start(
        train(folder, cluster.address(), options.toArray(String[]::new)), folder);
  }

  /** How often a line of the log, from somewhere on, holds both words. */
  private static long count(String log, String from, String word, String other) {
    return log.lines()
        .dropWhile(line -> !line.contains(from))
        .filter(line -> line.contains(word) && line.contains(other))
        .count();
  }

  private static long lost(String log) {
    return count(log, "", "StandaloneSchedulerBackend", " removed: ");
  }

  /** The tasks before the shuffle ran again, since what they left was lost. */
  private static long shuffledAgain(String log) {
    return count(log, " removed: ", "missing tasks from ShuffleMapStage", "");
  }

  @Test
  void anExecutorIsKilled() throws Exception {
    Disturbed training = start();
    training.reach(8);
    assertThat(cluster.executors()).hasSize(2);
    cluster.executors().get(0).destroyForcibly();
    String log = training.end();
    assertThat(lost(log)).isPositive();
    assertThat(shuffledAgain(log)).isPositive();
    assertThat(weights(folder)).isEqualTo(undisturbed);
  }

  @Test
  void aWorkerIsKilledWithItsBlocksAndShuffleFiles() throws Exception {
    Disturbed training = start();
    training.reach(8);
    cluster.replaceWorker();
    String log = training.end();
    assertThat(lost(log)).isPositive();
    assertThat(shuffledAgain(log)).isPositive();
    assertThat(weights(folder)).isEqualTo(undisturbed);
  }

  @Test
  void executorsAreKilledAgainAndAgain() throws Exception {
    Disturbed training = start("spark.task.maxFailures=50");
    Random random = new Random(7);
    for (int kill = 1; kill <= 5; kill++) {
      training.reach(6 * kill);
      List<ProcessHandle> executors = cluster.executors();
      executors.get(random.nextInt(executors.size())).destroyForcibly();
      TimeUnit.MILLISECONDS.sleep(random.nextInt(300));
    }
    String log = training.end();
    assertThat(count(log, "", "StandaloneAppClient", "exited with code 137")).isEqualTo(5);
    assertThat(count(log, "", "Lost task ", "")).isPositive();
    assertThat(weights(folder)).isEqualTo(undisturbed);
  }

  @Test
  void anExecutorIsSlowAndItsTasksRunTwice() throws Exception {
    Disturbed training =
        start(
            "spark.speculation=true",
            "spark.speculation.interval=100ms",
            "spark.speculation.quantile=0.5",
            "spark.locality.wait=0");
    for (int stop = 1; stop <= 3; stop++) {
      training.reach(8 * stop);
      ProcessHandle slow = cluster.executors().get(stop % 2);
      signal("STOP", slow);
      try {
        TimeUnit.SECONDS.sleep(3);
      } finally {
        signal("CONT", slow);
      }
    }
    assertThat(count(training.end(), "", "TaskSetManager", "speculatable")).isPositive();
    assertThat(weights(folder)).isEqualTo(undisturbed);
  }

  /** Executors come while tasks wait, and go as soon as one has nothing to do for a second. */
  @Test
  void executorsComeAndGo() throws Exception {
    Disturbed training =
        start(
            "spark.cores.max=4",
            "spark.dynamicAllocation.enabled=true",
            "spark.dynamicAllocation.shuffleTracking.enabled=true",
            "spark.dynamicAllocation.shuffleTracking.timeout=1s",
            "spark.dynamicAllocation.minExecutors=1",
            "spark.dynamicAllocation.maxExecutors=3",
            "spark.dynamicAllocation.executorIdleTimeout=1s",
            "spark.dynamicAllocation.cachedExecutorIdleTimeout=1s",
            "spark.locality.wait=10s");
    training.reach(8);
    ProcessHandle first = cluster.executors().get(0);
    signal("STOP", first);
    try {
      // The tasks wait for it, which has their rows, until others come.
      StandaloneCluster.await("other executors", () -> count(training, "Executor added") > 1);
    } finally {
      signal("CONT", first);
    }
    // Now they go to the first one again, so that the others have nothing to do.
    training.end();
    assertThat(count(training, "removed due to idle timeout")).isPositive();
    assertThat(weights(folder)).isEqualTo(undisturbed);
  }

  private static long count(Disturbed training, String word) {
    return count(StandaloneCluster.text(training.errors()), "", word, "");
  }

  private static void signal(String name, ProcessHandle process)
      throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, "" + process.pid()).inheritIO().start();
    assertThat(kill.waitFor()).isZero();
  }
}
