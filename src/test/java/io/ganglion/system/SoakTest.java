package io.ganglion.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.config.Yaml;
import io.ganglion.job.DatasetTraining;
import io.ganglion.job.Main;
import io.ganglion.spark.Sessions;
import io.ganglion.train.EpochRecord;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many trainings in one JVM leave nothing behind: neither heap nor threads, neither cached rows nor
 * broadcasts.
 */
@Tag("soak")
final class SoakTest {
  private static final int JOBS = 20;
  private static final int EPOCHS = 200;

  /** After so many jobs all classes are loaded, and Spark's logs of its own jobs are full. */
  private static final int SETTLED = 6;

  /**
   * Until then a session that is closed stays with the threads that Spark started under it, which
   * its pools keep for a minute, and with its cache of compiled code, which fills.
   */
  private static final int SETTLED_SESSIONS = 15;

  /** The threads that a JVM starts and ends by its own lights: pools of compilers, of files. */
  private static final int THREADS_APART = 6;

  private static final double HEAP_APART = 1.05;

  @TempDir Path folder;

  @BeforeEach
  void smallCluster() {
    System.setProperty("spark.master", "local[2]");
    System.setProperty("spark.ui.enabled", "false");
    // Spark remembers by itself what it ran: let that be full soon.
    for (String kept : List.of("jobs", "stages", "tasks", "deadExecutors")) {
      System.setProperty("spark.ui.retained" + capital(kept), "50");
    }
    System.setProperty("spark.sql.ui.retainedExecutions", "5");
  }

  private static String capital(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  @Test
  void jobsWithSessionsOfTheirOwn() throws Exception {
    Path job = Project.file("conf/boston.yaml");
    List<Residue> residues = new ArrayList<>();
    for (int j = 0; j < JOBS; j++) {
      ByteArrayOutputStream output = new ByteArrayOutputStream();
      SparkSession session = open();
      assertThat(executed(output, "train", job.toString(), settings()))
          .as(output.toString(UTF_8))
          .isZero();
      assertThat(output.toString(UTF_8)).contains("epoch " + EPOCHS + "/" + EPOCHS);
      assertThat(session.sparkContext().isStopped()).isTrue();
      residues.add(Residue.now(null));
    }
    check(residues, SETTLED_SESSIONS);
  }

  /** The session that a command finds, uses and closes. */
  private static SparkSession open() throws Exception {
    SparkConf conf = Sessions.configure(new SparkConf().setAppName("soak"));
    SparkSession session = SparkSession.builder().config(conf).getOrCreate();
    letGo(session);
    return session;
  }

  /** Spark 4.1 itself keeps each session for ever, in wait for files that it might clean up. */
  private static void letGo(SparkSession session) throws Exception {
    Object artifacts = session.getClass().getMethod("artifactManager").invoke(session);
    if (artifacts instanceof AutoCloseable open) {
      open.close();
    }
  }

  private List<String> settings() {
    List<String> settings = new ArrayList<>();
    for (String setting :
        List.of(
            "data.train=" + Project.file("conf/data/boston_train.csv"),
            "data.test=" + Project.file("conf/data/boston_test.csv"),
            "training.earlyStopping.patience=" + EPOCHS,
            "training.checkpoint.seconds=1",
            "output=" + folder.resolve("out"))) {
      settings.addAll(List.of("--set", setting));
    }
    return settings;
  }

  private static int executed(
      ByteArrayOutputStream output, String command, String job, List<String> settings) {
    PrintStream standard = System.out;
    System.setOut(new PrintStream(output, true, UTF_8));
    try {
      return Main.execute(
          Stream.concat(Stream.of(command, job), settings.stream()).toArray(String[]::new));
    } finally {
      System.setOut(standard);
    }
  }

  @Test
  void jobsThatShareASession() throws Exception {
    Map<String, Object> keys = keys();
    List<Residue> residues = new ArrayList<>();
    try (SparkSession spark = open()) {
      for (int j = 0; j < JOBS; j++) {
        List<EpochRecord> epochs =
            DatasetTraining.run(spark, keys, (epoch, last) -> {}).result().epochs();
        assertThat(epochs).hasSize(EPOCHS);
        residues.add(Residue.now(spark.sparkContext()));
      }
    }
    check(residues, SETTLED);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> keys() throws Exception {
    Path job = Project.file("conf/boston.yaml");
    Map<String, Object> keys =
        new TreeMap<>((Map<String, Object>) Yaml.read("job", Files.readString(job)));
    Map<String, Object> data = new TreeMap<>((Map<String, Object>) keys.get("data"));
    data.put("train", Project.file("conf/data/boston_train.csv").toString());
    data.remove("test");
    keys.put("data", data);
    Map<String, Object> training = new TreeMap<>((Map<String, Object>) keys.get("training"));
    training.put("earlyStopping", Map.of("patience", EPOCHS));
    keys.put("training", training);
    return keys;
  }

  /** The least that was there in the last jobs is what was there as soon as all was settled. */
  private static void check(List<Residue> residues, int settled) {
    residues.forEach(residue -> System.out.println("soak: " + residue));
    List<Residue> early = residues.subList(settled - 3, settled);
    List<Residue> late = residues.subList(JOBS - 3, JOBS);
    long heapBefore = early.stream().mapToLong(Residue::heap).max().orElseThrow();
    long heapAfter = late.stream().mapToLong(Residue::heap).min().orElseThrow();
    assertThat(heapAfter).as("heap: " + residues).isLessThan((long) (HEAP_APART * heapBefore));
    int threadsBefore = early.stream().mapToInt(Residue::threads).max().orElseThrow();
    int threadsAfter = late.stream().mapToInt(Residue::threads).min().orElseThrow();
    assertThat(threadsAfter)
        .as("threads: " + Thread.getAllStackTraces().keySet())
        .isLessThanOrEqualTo(threadsBefore + THREADS_APART);
    assertThat(residues).allMatch(residue -> residue.cached() == 0);
    // A broadcast of Spark's own, of Hadoop's settings for a table, lives as long as its plan.
    assertThat(late.get(2).blocks()).as("" + residues).isLessThanOrEqualTo(early.get(2).blocks());
  }
}
