package io.ganglion.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ganglion.config.ConfigException;
import io.ganglion.data.GraphForm;
import io.ganglion.data.Graphs;
import io.ganglion.spark.table.TableSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The options that name the tables of a command. */
final class DataOptionsTest {
  private static final Graphs NODES = graphs(null, false);
  private static final Graphs PAIRS = graphs(null, true);
  private static final Graphs MANY = graphs("g", false);

  private static Graphs graphs(String id, boolean pairs) {
    return new Graphs(new GraphForm(id, "n", "s", "t", false, null, 9, List.of()), pairs);
  }

  /** Nothing but the options. */
  @CommandLine.Command(name = "any")
  static final class Any implements Runnable {
    @CommandLine.Mixin private DataOptions data;

    @Override
    public void run() {
      // Only parsed.
    }
  }

  private static DataOptions options(String... arguments) {
    Any any = new Any();
    new CommandLine(any).parseArgs(arguments);
    return any.data;
  }

  private static void refused(String message, Graphs graphs, String... arguments) {
    assertThatThrownBy(() -> options(arguments).check(graphs))
        .isInstanceOf(ConfigException.class)
        .hasMessage(message);
  }

  @Test
  void namesTheTablesOfGraphs() {
    DataOptions options =
        options(
            "--nodes",
            "n.txt",
            "--edges",
            "e.txt",
            "--format",
            "csv",
            "--option",
            "separator=;",
            "--where",
            "id > 4");
    GraphSources sources = options.graphSources();
    assertThat(options.source()).isNull();
    assertThat(options.filter()).isEqualTo("id > 4");
    assertThat(sources.graphs()).isNull();
    // All nodes are read, and heard, whichever are chosen.
    TableSource nodes = sources.nodes().table("--nodes", List.of());
    assertThat(nodes.filter()).isNull();
    assertThat(nodes.origin().toString()).contains("n.txt", ";");
    assertThat(sources.edges().toString()).contains("e.txt", ";");
    options.check(NODES);
    options.check(PAIRS);

    DataOptions many = options("--nodes", "n.csv", "--edges", "e.csv", "--graphs", "g.csv");
    assertThat(many.graphSources().graphs().toString()).contains("g.csv");
    many.check(MANY);
  }

  @Test
  void oneTableIsNoGraph() {
    DataOptions options = options("--data", "t.csv", "--where", "x > 1");
    assertThat(options.graphSources()).isNull();
    assertThat(options.source().filter()).isEqualTo("x > 1");
    options.check(null);
  }

  @Test
  void theModelSaysWhichItNeeds() {
    refused(
        "--nodes: the model reads rows of one table: name it by --data or --table",
        null,
        "--nodes",
        "n.csv",
        "--edges",
        "e.csv");
    refused(
        "--data: the model reads graphs: name their tables by --nodes and --edges",
        NODES,
        "--data",
        "t.csv");
    refused(
        "--table: the model reads graphs: name their tables by --nodes and --edges, and by"
            + " --graphs",
        MANY,
        "--table",
        "t");
    refused(
        "--graphs: is missing: the model answers for whole graphs",
        MANY,
        "--nodes",
        "n.csv",
        "--edges",
        "e.csv");
    refused(
        "--graphs: the model answers for the pairs of one graph: leave it out",
        PAIRS,
        "--nodes",
        "n.csv",
        "--edges",
        "e.csv",
        "--graphs",
        "g.csv");
  }

  @Test
  void nodesAndEdgesGoTogetherAndWithNothingElse() {
    assertThatThrownBy(() -> options("--nodes", "n.csv"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("--edges=PATH");
    assertThatThrownBy(() -> options("--edges", "e.csv", "--graphs", "g.csv"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("--nodes=PATH");
    assertThatThrownBy(() -> options("--data", "t", "--nodes", "n", "--edges", "e"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("mutually exclusive");
    assertThatThrownBy(() -> options("--where", "x"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("--data=PATH", "--table=NAME", "--nodes=PATH");
  }

  @Test
  void aWrongOptionIsNamedAsTheCommandLineDoes() {
    DataOptions options =
        options("--nodes", "n.csv", "--edges", "e.csv", "--option", "separater=;");
    assertThatThrownBy(options::graphSources)
        .hasMessage("--option separater: is not a key here; did you mean 'separator'?");
    DataOptions ending = options("--nodes", "n.any", "--edges", "e.csv", "--option", "separator=;");
    assertThatThrownBy(ending::graphSources).hasMessageStartingWith("--format: is missing");
  }
}
