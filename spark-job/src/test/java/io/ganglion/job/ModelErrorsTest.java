package io.ganglion.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is no model, or is no longer one, is refused by every command that reads models. */
final class ModelErrorsTest {
  @TempDir static Path temp;
  private static GoodModel model;
  private static JobFolder folder;

  @BeforeAll
  static void train() {
    model = new GoodModel(temp);
    folder = model.folder;
  }

  private static void refused(String name, String... words) {
    String dir = folder.path(name).toString();
    String output = folder.path("never.csv").toString();
    String[][] commands = {
      {"summary", dir},
      {"evaluate", "--model", dir, "--data", model.numbers},
      {"predict", "--model", dir, "--data", model.numbers, "--output", output}
    };
    for (String[] command : commands) {
      CommandLineRun run = CommandLineRun.of(command);
      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DATA);
      assertThat(run.error()).contains(dir).contains(words);
      assertThat(run.err()).doesNotContain("\tat ");
    }
    assertThat(folder.path("never.csv")).doesNotExist();
  }

  /** A copy of the good model's folder; returns the name of its weights. */
  private static String copy(String name) throws IOException {
    Files.createDirectories(folder.path(name));
    String weights = "";
    for (String file : folder.contents("out/model").keySet()) {
      Files.copy(folder.path("out/model/" + file), folder.path(name + "/" + file));
      weights = file.startsWith("weights-") ? file : weights;
    }
    return weights;
  }

  @Test
  void aFolderWithoutAModelIsRefused() {
    folder.write("foreign/readme.txt", "no model");
    refused("foreign", "expected the folder of a model, with model.json, found readme.txt");
    refused("absent", "found no files");
  }

  @Test
  void aModelOfSomethingElseIsRefused() {
    folder.write("other/model.json", "{\"format\": \"other\"}");
    refused("other", "model.json", "expected 'ganglion-model', found 'other'");
    folder.write("torn/model.json", "{\"format\": \"ganglion-model\"");
    refused("torn", "model.json");
  }

  @Test
  void aModelOfALaterVersionSaysSo() throws IOException {
    copy("later");
    Path json = folder.path("later/model.json");
    Files.writeString(
        json, Files.readString(json).replaceFirst("\"version\": \\d+", "\"version\": 99"));
    refused("later", "version: expected 1 to 4, found 99");
  }

  @Test
  void weightsThatWereChangedAreRefused() throws IOException {
    Path weights = folder.path("changed/" + copy("changed"));
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length - 1] ^= 1;
    Files.write(weights, bytes);
    refused("changed", "SHA-256");
  }

  @Test
  void weightsThatAreCutOrGoneAreRefused() throws IOException {
    Path cut = folder.path("cut/" + copy("cut"));
    byte[] bytes = Files.readAllBytes(cut);
    Files.write(cut, java.util.Arrays.copyOf(bytes, bytes.length - 4));
    refused("cut", "expected " + bytes.length + " bytes, found " + (bytes.length - 4));

    Path gone = folder.path("gone/" + copy("gone"));
    Files.delete(gone);
    refused("gone", gone.getFileName().toString());
  }

  @Test
  void aPathThatLeadsNowhereIsRefused() {
    for (String path : new String[] {"", "nosuch://host/model"}) {
      CommandLineRun run = CommandLineRun.of("evaluate", "--model", path, "--data", model.numbers);
      assertThat(run.exitCode()).isEqualTo(ExitCode.DATA);
      assertThat(run.error()).contains("model '" + path + "'");
    }
  }

  @Test
  void settingsNeedAJobFile() {
    CommandLineRun run =
        CommandLineRun.of("summary", folder.path("out").toString(), "--set", "training.seed=2");
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.error()).contains("--set");
  }

  @Test
  void aTableWithoutTheModelsColumnsCannotBeEvaluated() {
    String other = folder.write("other.csv", "x1,x3,y", "1,2,3");
    String scores = folder.path("scores.json").toString();
    CommandLineRun run =
        CommandLineRun.of(
            "evaluate",
            "--model",
            folder.path("out").toString(),
            "--data",
            other,
            "--json",
            scores);
    assertThat(run.exitCode()).isEqualTo(ExitCode.DATA);
    assertThat(run.error()).contains("--data").contains("other.csv has no column 'x2'");
    assertThat(folder.path("scores.json")).doesNotExist();
  }

  @Test
  void aModelOfRowsTakesNoTablesOfGraphs() {
    String dir = folder.path("out").toString();
    String output = folder.path("never.csv").toString();
    String[][] commands = {
      {"evaluate", "--model", dir, "--nodes", model.numbers, "--edges", model.numbers},
      {"predict", "--model", dir, "--nodes", model.numbers, "--edges", "e.csv", "--output", output}
    };
    for (String[] command : commands) {
      CommandLineRun run = CommandLineRun.of(command);
      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.USAGE);
      assertThat(run.error())
          .isEqualTo(
              "error: --nodes: the model reads rows of one table: name it by --data or --table");
    }
    assertThat(folder.path("never.csv")).doesNotExist();
  }

  @Test
  void aModelOfGraphsSkipsNoNodes() {
    String nodes = folder.write("nodes.csv", "id,x,y", "a,1,2", "b,2,4", "c,3,7", "d,4,8");
    String edges = folder.write("edges.csv", "from,to", "a,b", "c,d");
    String job =
        folder.write(
            "graph.yaml",
            "name: graph",
            "data:",
            "  nodes: " + nodes,
            "  edges: " + edges,
            "  graph: {node: id, source: from, target: to}",
            "  label: y",
            "network: [graph_convolution: {units: 1}]",
            "training: {loss: mse, epochs: 1}",
            "output: " + folder.path("graph"));
    CommandLineRun.of("train", job).succeeded();
    String model = folder.path("graph").toString();
    String output = folder.path("never.csv").toString();
    CommandLineRun run =
        CommandLineRun.of(
            "predict",
            "--model",
            model,
            "--nodes",
            nodes,
            "--edges",
            edges,
            "--output",
            output,
            "--invalid",
            "skip");
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.USAGE);
    assertThat(run.error())
        .isEqualTo(
            "error: --invalid: the model reads graphs, where no node can be skipped, as others hear"
                + " it: leave it out, and repair the table of nodes");
    assertThat(folder.path("never.csv")).doesNotExist();
  }

  @Test
  void aFailedCommandLeavesTheModel() {
    Map<String, String> before = folder.contents("out");
    CommandLineRun run =
        CommandLineRun.of(
            "predict",
            "--model",
            folder.path("out").toString(),
            "--data",
            "nowhere.csv",
            "--output",
            folder.path("p.csv").toString());
    assertThat(run.exitCode()).isEqualTo(ExitCode.DATA);
    assertThat(run.error()).contains("file:" + Path.of("nowhere.csv").toAbsolutePath());
    assertThat(folder.contents("out")).isEqualTo(before);
  }
}
