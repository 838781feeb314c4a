package io.ganglion.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ganglion.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folders of a run: whose they are, and what a failed run leaves in them. */
final class RunFolderTest {
  private static final String PATIENCE = "spark.hadoop.ganglion.lock.patience";

  @TempDir static Path temp;
  private static GoodModel model;
  private static JobFolder folder;

  @BeforeAll
  static void train() {
    model = new GoodModel(temp);
    folder = model.folder;
  }

  @BeforeEach
  void job() {
    folder.regression(model.numbers);
  }

  @Test
  void aFolderThatIsNotOursIsLeftAlone() {
    folder.write("foreign/notes.txt", "mine");
    folder.write("foreign/model/mine.txt", "mine");
    CommandLineRun run = model.jobIsTurnedAway(ExitCode.USAGE, "output=" + folder.path("foreign"));
    assertThat(run.error()).contains("notes.txt").contains("choose another folder");
    model.jobIsTurnedAway(ExitCode.USAGE, "output=" + folder.path("foreign"), "training.epochs=x");
    assertThat(folder.contents("foreign")).containsOnlyKeys("notes.txt", "model/mine.txt");
    assertThat(folder.path("foreign.run")).doesNotExist();
  }

  @Test
  void aPathWhereNothingCanBeIsRefused() {
    folder.write("file", "mine");
    assertThat(model.jobIsTurnedAway(ExitCode.USAGE, "output=" + folder.path("file/a/b")).error())
        .contains("file:" + folder.path("file") + " is a file");
    assertThat(model.jobIsTurnedAway(ExitCode.USAGE, "output=nosuch://host/out").error())
        .contains("output: expected a path, found 'nosuch://host/out'");
    assertThat(model.jobIsTurnedAway(ExitCode.USAGE, "output=/").error())
        .contains("output: expected a path below a folder");
  }

  @Test
  void aSecondRunIntoTheSameFolderIsTurnedAway() throws Exception {
    String alive = "process 7 on another.host (x) of run y since now";
    folder.write("out.run/lock", alive);
    Thread signs = new Thread(RunFolderTest::giveSigns);
    signs.start();
    folder.write("out.run/run.json", "{\"status\": \"running\"}");

    CommandLineRun run = model.jobIsTurnedAway(ExitCode.USAGE);
    assertThat(run.error())
        .contains("another run is writing file:" + folder.path("out"))
        .contains(alive)
        .contains("remove file:" + folder.path("out.run/lock"));
    model.jobIsTurnedAway(ExitCode.USAGE, "training.epochs=ten");

    signs.interrupt();
    signs.join();
    assertThat(folder.lines("out.run/lock")).containsExactly(alive);
    assertThat(folder.json("out.run/run.json")).containsEntry("status", "running");
    Files.delete(folder.path("out.run/lock"));
  }

  @Test
  void theLockOfAnEndedProcessIsTakenOver() throws Exception {
    RunFolder first = RunFolder.begin(new Configuration(), folder.path("out").toString(), Map.of());
    String lock = Files.readString(folder.path("out.run/lock"));
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    // Without waiting: the default patience is a minute.
    folder.write("out.run/lock", lock.replaceFirst("process \\d+", "process " + ended.pid()));
    first.end("failed", 1, "");
    model.jobFails(ExitCode.DATA, "data.label=yy");
  }

  @Test
  void whatAKilledRunLeftHalfWrittenIsOurs() {
    String left = "out/.history.csv.00000000-1111-2222-3333-444444444444";
    folder.write(left, "epoch");
    CommandLineRun run =
        CommandLineRun.of("train", folder.path("job.yaml").toString(), "--set", "data.label=yy");
    assertThat(run.exitCode()).isEqualTo(ExitCode.DATA);
    assertThat(folder.path(left).toFile().delete()).isTrue();
  }

  @Test
  void theLockOfAProcessElsewhereIsTakenOverWhereItIsSilent() throws Exception {
    folder.write("out.run/lock", "process 7 on another.host (x) of run y since then");
    System.setProperty(PATIENCE, "2s");
    Thread signs = new Thread(RunFolderTest::giveSigns);
    try {
      signs.start();
      assertThat(model.jobIsTurnedAway(ExitCode.USAGE).error()).contains("another.host");
      signs.interrupt();
      signs.join();
      CommandLineRun run = model.jobFails(ExitCode.DATA, "data.label=yy");
      assertThat(run.err()).contains("no sign of life");
    } finally {
      System.clearProperty(PATIENCE);
    }
    assertThat(folder.path("out.run/alive")).doesNotExist();
  }

  @Test
  void aLockThatIsLetGoIsNotWaitedFor() throws Exception {
    folder.write("out.run/lock", "process 7 on another.host (x) of run y since then");
    Thread release =
        new Thread(
            () -> {
              try {
                Thread.sleep(500);
                Files.delete(folder.path("out.run/lock"));
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    long began = System.nanoTime();
    release.start();
    CommandLineRun run = model.jobFails(ExitCode.DATA, "data.label=yy");
    release.join();
    assertThat(run.err()).doesNotContain("no sign of life");
    // The default patience is a minute.
    assertThat(System.nanoTime() - began).isLessThan(40_000_000_000L);
  }

  private static void giveSigns() {
    try {
      for (int beat = 0; true; beat++) {
        folder.write("out.run/alive", "beat " + beat);
        Thread.sleep(100);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whoLostTheLockPublishesNothing() throws Exception {
    Path run = temp.resolve("late.run");
    RunFolder late =
        RunFolder.begin(new Configuration(), temp.resolve("late").toString(), Map.of());
    late.requireHeld();
    assertThat(run.resolve("alive")).exists();
    Files.writeString(run.resolve("lock"), "process 7 on another.host since then");
    assertThatThrownBy(late::requireHeld)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("nothing is published");
    late.end("failed", 1, "");
    assertThat(run.resolve("lock")).as("the other's").exists();
    assertThat(Files.readString(run.resolve("run.json"))).doesNotContain("failed");
  }

  @Test
  void aDivergedTrainingKeepsItsLastFiniteWeights() {
    String setting = "training.optimizer.sgd.learningRate=100000";
    CommandLineRun run = model.jobFails(ExitCode.DIVERGED, setting, "training.epochs=50");
    assertThat(run.error())
        .contains("smaller training.optimizer.sgd.learningRate (it is 100000.0)")
        .endsWith("the last finite weights are in file:" + folder.path("out.run/salvaged"));

    String salvaged = folder.path("out.run/salvaged").toString();
    CommandLineRun scores =
        CommandLineRun.of("evaluate", "--model", salvaged, "--data", model.numbers).succeeded();
    assertThat(scores.out()).contains("loss").doesNotContain("NaN").doesNotContain("Infinity");
  }

  @Test
  void aFailureOfSparkEndsTheRun() {
    // The weights that a task sends back are too many; the table's statistics are not.
    String[] job = {
      "train", folder.path("job.yaml").toString(), "--set", "network[1].dense.units=9000"
    };
    CommandLineRun run = CommandLineRun.under("spark.driver.maxResultSize", "100k", job);
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.error()).contains("spark.driver.maxResultSize");
    assertThat(run.err()).contains("SparkException").contains("\tat ");
    assertThat(folder.json("out.run/run.json"))
        .containsEntry("status", "failed")
        .containsEntry("exitCode", ExitCode.FAILED);
    assertThat(folder.path("out.run/lock")).doesNotExist();
    model.requireUntouched();
  }

  @Test
  void aPasswordInAnAddressIsShownNowhere() {
    CommandLineRun run =
        model.jobFails(ExitCode.DATA, "data.train=nosuch://me:pw-of-mine@host/rows.csv");
    assertThat(run.error()).contains("nosuch://***@host/rows.csv");
    assertThat(run.out() + run.err()).doesNotContain("pw-of-mine");
    assertThat(folder.contents("out.run").get("run.json"))
        .contains("nosuch://***@host/rows.csv")
        .doesNotContain("pw-of-mine");
  }

  @Test
  void aDryRunOfAWrongJobWritesNothing() {
    String elsewhere = folder.path("dry").toString();
    String job = folder.path("job.yaml").toString();
    CommandLineRun run =
        CommandLineRun.of(
            "train",
            job,
            "--dry-run",
            "--set",
            "output=" + elsewhere,
            "--set",
            "training.epochs=x");
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(folder.path("dry.run")).doesNotExist();
  }
}
