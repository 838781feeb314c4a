package io.ganglion.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.model.Library;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MainTest {
  @ParameterizedTest
  @ValueSource(strings = {"train", "evaluate", "predict", "summary"})
  void everyCommandHelpsWithExamples(String command) {
    CommandLineRun run = CommandLineRun.of(command, "--help").succeeded();
    String examples = run.out().substring(run.out().indexOf("Examples:"));
    // One a line, none of them broken.
    assertThat(examples.lines().skip(1))
        .hasSizeGreaterThan(1)
        .allMatch(line -> line.startsWith("  ganglion " + command + " "));
  }

  @Test
  void theProgramTellsItsCommandsAndExitCodes() {
    assertThat(CommandLineRun.of("--help").succeeded().out())
        .contains(
            "train", "evaluate", "predict", "summary", "Exit codes:", "4   training diverged");
    assertThat(CommandLineRun.of("--version").succeeded().out())
        .isEqualToIgnoringNewLines("ganglion " + Library.VERSION);
  }

  @Test
  void aWrongCommandLineShowsWhatIsRight() {
    String[][] wrong = {
      {}, {"trian"}, {"train"}, {"predict", "--model", "m"}, {"train", "a.yaml", "--sett", "b=c"}
    };
    for (String[] arguments : wrong) {
      CommandLineRun run = CommandLineRun.of(arguments);
      assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
      assertThat(run.err())
          .containsPattern("Usage: ganglion|Did you mean: ganglion train|Possible solutions: --set")
          .doesNotContain("\tat ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.8.0_392", "11.0.25", "16.0.2"})
  void anOldJavaIsTold(String version) {
    assertThat(Main.lacking(version, "3.5.9"))
        .startsWith("expected Java 17 or newer, found " + version + " in ")
        .contains("JAVA_HOME");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.4.8", "3.4.1", "3.3.2.3.3.7190.0-91"})
  void anOldSparkIsTold(String version) {
    assertThat(Main.lacking("17", version))
        .isEqualTo("expected Spark 3.5 or newer, found " + version + ": point SPARK_HOME at one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.5.0", "3.5.1-amzn-1", "3.10.0", "4.0.0", "4.2.0-SNAPSHOT", "unknown"})
  void othersAreTaken(String spark) {
    assertThat(Main.lacking("17.0.15", spark)).isNull();
    assertThat(Main.lacking("25-ea", spark)).isNull();
    assertThat(Main.lacking("17", null)).isNull();
  }
}
