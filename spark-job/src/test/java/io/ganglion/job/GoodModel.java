package io.ganglion.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;

/** A folder with a good model, and runs that fail to put another in its place. */
final class GoodModel {
  final JobFolder folder;

  /** The table that the model learned from. */
  final String numbers;

  private final Map<String, String> published;

  GoodModel(Path temp) {
    folder = new JobFolder(temp);
    numbers = folder.numbers("train.csv", 80, 1);
    CommandLineRun.of("train", folder.regression(numbers), "--set", "training.epochs=2")
        .succeeded();
    published = folder.contents("out");
  }

  /** Trains the job of the model with settings that make it fail. */
  CommandLineRun fails(int exitCode, String... settings) {
    folder.regression(numbers);
    return jobFails(exitCode, settings);
  }

  /** Trains the job that the folder holds, which fails, and says so in the folder of the run. */
  CommandLineRun jobFails(int exitCode, String... settings) {
    CommandLineRun run = jobIsTurnedAway(exitCode, settings);
    assertThat(folder.json("out.run/run.json"))
        .containsEntry("status", "failed")
        .containsEntry("exitCode", exitCode)
        .containsEntry("message", message(run));
    assertThat(folder.path("out.run/lock")).doesNotExist();
    return run;
  }

  /** Trains the job that the folder holds, which fails before it may write anything. */
  CommandLineRun jobIsTurnedAway(int exitCode, String... settings) {
    CommandLineRun run = folder.train(settings);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
    assertThat(run.errors()).isNotEmpty();
    assertThat(run.err()).doesNotContain("\tat ");
    requireUntouched();
    return run;
  }

  void requireUntouched() {
    assertThat(folder.contents("out")).isEqualTo(published);
  }

  private static String message(CommandLineRun run) {
    return String.join(
        "\n", run.errors().stream().map(line -> line.substring("error: ".length())).toList());
  }
}
