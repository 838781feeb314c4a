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
}
