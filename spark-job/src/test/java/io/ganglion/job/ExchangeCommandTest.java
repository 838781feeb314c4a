package io.ganglion.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models leave as files of other programs, and come back, by the command line. */
final class ExchangeCommandTest {
  @TempDir static Path temp;
  private static GoodModel model;
  private static JobFolder folder;

  @BeforeAll
  static void train() {
    model = new GoodModel(temp);
    folder = model.folder;
  }

  private static String path(String name) {
    return folder.path(name).toString();
  }

  private static CommandLineRun export(String format, String name, String... more) {
    String[] start = {"export", "--model", path("out"), "--format", format, "--output", path(name)};
    List<String> arguments = new java.util.ArrayList<>(List.of(start));
    arguments.addAll(List.of(more));
    return CommandLineRun.of(arguments.toArray(String[]::new));
  }

  @Test
  void aModelGoesToOnnx() {
    CommandLineRun run = export("onnx", "model.onnx").succeeded();
    assertThat(run.out()).contains("input    x1, x2", "output   prediction");
    assertThat(run.lastLine()).isEqualTo("onnx     file:" + path("model.onnx"));
    assertThat(folder.path("model.onnx")).isNotEmptyFile();
  }

  @Test
  void aModelGoesToKerasAndComesBack() throws Exception {
    CommandLineRun run = export("keras", "model.h5").succeeded();
    assertThat(run.out()).contains("input    x1, x2");
    CommandLineRun.of(
            "import", "--format", "keras", "--input", path("model.h5"), "--output", path("back"))
        .succeeded();
    assertThat(scores("back"))
        .isCloseTo(scores("out"), within(1e-5 * Math.max(1.0, scores("out"))));
    CommandLineRun again =
        CommandLineRun.of(
            "import", "--format", "keras", "--input", path("model.h5"), "--output", path("back"));
    assertThat(again.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(again.error()).contains("--output: expected a new or empty folder");
  }

  @Test
  void aJobTrainsTheNetworkThatWasImported() {
    export("keras", "network.h5").succeeded();
    CommandLineRun.of(
            "import", "--format", "keras", "--input", path("network.h5"), "--output", path("came"))
        .succeeded();
    String network = CommandLineRun.of("summary", path("came"), "--network").succeeded().out();
    String job = folder.regression(model.numbers);
    CommandLineRun.of(
            "train",
            job,
            "--set",
            "network=" + network,
            "--set",
            "output=" + path("trained"),
            "--set",
            "training.epochs=1")
        .succeeded();
    assertThat(CommandLineRun.of("summary", path("trained")).succeeded().out())
        .isEqualTo(CommandLineRun.of("summary", path("came")).succeeded().out());
    assertThat(CommandLineRun.of("summary", path("trained"), "--network").succeeded().out())
        .isEqualTo(network);
    CommandLineRun ofJob = CommandLineRun.of("summary", job, "--network");
    assertThat(ofJob.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(ofJob.error()).contains("--network: expected a model, found the job file");
  }

  private static double scores(String dir) {
    CommandLineRun.of(
            "evaluate",
            "--model",
            path(dir),
            "--data",
            model.numbers,
            "--json",
            path("scores.json"))
        .succeeded();
    return ((Number) folder.json("scores.json").get("loss")).doubleValue();
  }

  @Test
  void whatIsThereIsReplacedWhenAskedFor() throws Exception {
    Files.writeString(folder.path("taken.onnx"), "mine");
    CommandLineRun run = export("onnx", "taken.onnx");
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.error()).contains("taken.onnx is there already", "--overwrite");
    assertThat(folder.path("taken.onnx")).hasContent("mine");
    export("onnx", "taken.onnx", "--overwrite").succeeded();
    assertThat(Files.size(folder.path("taken.onnx"))).isGreaterThan(100);
  }

  @Test
  void whatCannotBeReadIsRefused() throws Exception {
    Files.writeString(folder.path("broken.h5"), "no HDF5");
    for (String input : List.of("broken.h5", "absent.h5")) {
      CommandLineRun run =
          CommandLineRun.of(
              "import", "--format", "keras", "--input", path(input), "--output", path("never"));
      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DATA);
      assertThat(run.error()).contains(input);
      assertThat(run.err()).doesNotContain("\tat ");
      assertThat(folder.path("never")).doesNotExist();
    }
    CommandLineRun run = export("hdf", "model.hdf");
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
  }
}
