package io.ganglion.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** scripts/folds with a launcher beside it that only says how the test was. */
class FoldsScriptTest {
  @TempDir Path folder;

  @BeforeEach
  void copy() throws IOException {
    Files.copy(Project.file("scripts/folds"), folder.resolve("folds"));
    // The fold stands behind the last equals sign.
    launcher(
        "echo \"epoch 1  held-out loss 9\"",
        "for last; do :; done",
        "echo \"$*\" >> \"$(dirname \"$0\")/commands\"",
        "echo \"test     loss 1,00${last#*=}  auc (in buckets) 0.${last#*=}  (18 graphs)\"");
  }

  private void launcher(String... lines) throws IOException {
    Path launcher = folder.resolve("ganglion");
    Files.writeString(launcher, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
  }

  private Outcome folds(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("sh", folder.resolve("folds").toString()));
    command.addAll(List.of(arguments));
    return Outcome.of(new ProcessBuilder(command));
  }

  @Test
  void trainsWithEachFoldAndSaysMeanAndDeviation() throws Exception {
    Outcome outcome = folds("job.yaml", "3", "--set", "training.seed=2");

    assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
    assertThat(outcome.lines())
        .containsExactly(
            "fold 1  test     loss 1,001  auc (in buckets) 0.1  (18 graphs)",
            "fold 2  test     loss 1,002  auc (in buckets) 0.2  (18 graphs)",
            "fold 3  test     loss 1,003  auc (in buckets) 0.3  (18 graphs)",
            "loss: mean 1002, deviation 1 over 3 folds",
            "auc (in buckets): mean 0.2, deviation 0.1 over 3 folds");
    assertThat(Files.readAllLines(folder.resolve("commands")))
        .hasSize(3)
        .contains("train job.yaml --set training.seed=2 --set data.split.test=3");
  }

  @Test
  void stopsAtAFoldThatFails() throws Exception {
    launcher("echo broken >&2", "exit 3");
    Outcome outcome = folds("job.yaml", "3");
    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.output()).isEmpty();
    assertThat(outcome.errors()).isEqualTo("broken\n");
  }

  @Test
  void saysHowItIsUsed() throws Exception {
    Outcome outcome = folds("job.yaml");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.errors()).contains("JOB.yaml FOLDS").doesNotContain("set -eu");
  }
}
