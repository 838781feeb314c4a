package io.ganglion.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ganglion.config.ConfigException;
import io.ganglion.config.Yaml;
import io.ganglion.data.GraphForm;
import io.ganglion.data.Graphs;
import io.ganglion.data.IndexedFeature;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a job says of graphs, and what is wrong with what does not fit. */
final class GraphJobTest {
  private static final String ENDS = "node: id, source: from, target: to";
  private static final String TABLES = "nodes: n.csv, edges: e.csv, graph: {" + ENDS + "}";
  private static final String MANY =
      "nodes: n.csv, edges: e.csv, graphs: g.csv, graph: {id: gid, " + ENDS + "}";
  private static final String LINKS = TABLES + ", links: {negatives: 5}";
  private static final String NETWORK =
      "[graph_convolution: {units: 8, activation: relu}, graph_convolution: {units: 1}]";

  private static Job job(String data, String network, String training) {
    String text =
        "name: sample\ndata: {%s}\nnetwork: %s\ntraining: {%s}\n"
            .formatted(data, network, training);
    return Job.read(Yaml.read("job.yaml", text));
  }

  private static Job job(String data) {
    return job(data, NETWORK, "loss: binary_crossentropy");
  }

  private static List<String> problems(String data, String training) {
    try {
      job(data, NETWORK, training);
      return List.of();
    } catch (ConfigException e) {
      return e.problems();
    }
  }

  private static List<String> problems(String data) {
    return problems(data, "loss: binary_crossentropy");
  }

  @Test
  void nodesOfOneGraphAreExamples() {
    Job job =
        job(
            "nodes: n.csv, edges: {table: db.e, where: a > 1}, graph: {"
                + ENDS
                + ", undirected: true, weight: w}, nodeFeatures: [{indices: words, size: 9}],"
                + " label: y, split: part, exclude: x");
    DataSpec data = job.data();
    assertThat(data.train()).isNull();
    assertThat(data.graph().sources().edges().filter()).isEqualTo("a > 1");
    assertThat(data.graph().sources().graphs()).isNull();
    List<IndexedFeature> words = List.of(new IndexedFeature("words", 9, false));
    GraphForm form =
        new GraphForm(null, "id", "from", "to", true, "w", GraphForm.MOST_NEIGHBOURS, words);
    assertThat(job.graphs()).isEqualTo(new Graphs(form, false));
    assertThat(job.sequences()).isNull();
    assertThat(job.units().examples()).isEqualTo("nodes");
    assertThat(data.reserved())
        .containsExactly(Map.entry("part", "data.split"), Map.entry("id", "data.graph.node"));
    assertThat(data.roles().exclude()).containsExactly("x", "part", "id");
    assertThat(data.holdsOut()).isTrue();
  }

  @Test
  void graphsAndPairsAreExamplesToo() {
    Job many = job(MANY + ", label: y, holdout: 0.2, test: {column: last}");
    assertThat(many.data().graph().sources().graphs()).isNotNull();
    assertThat(many.units().examples()).isEqualTo("graphs");
    assertThat(many.data().excluded()).containsExactly("last", "id", "gid");
    assertThat(many.training().fanOut()).isEmpty();

    Job links = job(LINKS + ", holdout: 0.05, test: 0.1");
    assertThat(links.data().graph().links().negatives()).isEqualTo(5);
    assertThat(links.data().labels()).isEmpty();
    assertThat(links.data().testShare()).isEqualTo(0.1);
    assertThat(links.units().examples()).isEqualTo("pairs");
    assertThat(job(TABLES + ", links: {}").data().graph().links().negatives()).isOne();
  }

  @Test
  void aTableOfRowsHasNoGraphs() {
    Job job = job("train: t.csv, label: y", "[dense: {units: 1}]", "loss: mse");
    assertThat(job.data().graph()).isNull();
    assertThat(job.graphs()).isNull();
    assertThat(job.training().fanOut()).isEmpty();
    assertThat(job.units().examples()).isEqualTo("rows");
  }

  @Test
  void whatDoesNotBelongTogetherIsRefused() {
    for (String key : List.of("train: t.csv", "sequence: {id: a, order: b}", "augment: []")) {
      String name = key.substring(0, key.indexOf(':'));
      assertThat(problems(TABLES + ", label: y, " + key))
          .containsExactly(
              "data."
                  + name
                  + ": goes with rows of one table, found data.nodes: remove it, or the keys of"
                  + " graphs");
    }
    String words = "nodeFeatures: [{indices: words, size: 9}]";
    for (String key :
        List.of("edges: e.csv", "graphs: g.csv", "graph: {node: a}", words, "links: {}")) {
      String name = key.substring(0, key.indexOf(':'));
      assertThat(problems("train: t.csv, label: y, " + key))
          .containsExactly(
              "data."
                  + name
                  + ": goes with data.nodes, the table of nodes, found none: name it, or remove"
                  + " this");
    }
    assertThat(problems("label: y"))
        .containsExactly(
            "data.train: is missing: name the table to learn from, or data.nodes and data.edges");
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThat(problems("nodes: n.csv"))
        .containsExactly(
            "data.edges: is missing: name the table with a row for each edge",
            "data.graph: is missing: name the columns of the tables, as in {node: id, source: from,"
                + " target: to}",
            "data.graph.node: is missing",
            "data.graph.source: is missing",
            "data.graph.target: is missing",
            "data.label: is missing");
    assertThat(problems("nodes: n.csv, edges: e.csv, graph: {id: g, " + ENDS + "}, label: y"))
        .containsExactly(
            "data.graphs: is missing: data.graph.id tells many graphs apart: name the table with a"
                + " row for each, or remove data.graph.id where there is one graph");
    assertThat(problems(TABLES + ", graphs: g.csv, label: y"))
        .containsExactly(
            "data.graph.id: is missing: name the column that tells the graphs of data.graphs apart,"
                + " which data.nodes and data.edges have, too");
    assertThat(problems(TABLES.replace("source", "sorce") + ", label: y"))
        .contains("data.graph.sorce: is not a key here; did you mean 'source'?");
    assertThat(problems(TABLES + ", label: y, links: {negative: 2}"))
        .contains("data.links.negative: is not a key here; did you mean 'negatives'?");
    assertThat(problems(TABLES + ", links: {negatives: 0}"))
        .containsExactly("data.links.negatives: expected at least 1, found 0");
  }

  @Test
  void columnsThatNameNodesAndGraphsHaveNoOtherUse() {
    assertThat(problems(TABLES + ", label: id, features: [a, id]"))
        .containsExactly(
            "data.label: names 'id', which is data.graph.node",
            "data.features: names 'id', which is data.graph.node");
    assertThat(problems(MANY + ", label: y, weight: gid"))
        .containsExactly("data.weight: names 'gid', which is data.graph.id");
  }

  @Test
  void partsOfGraphsAreTheirOwn() {
    assertThat(problems(TABLES + ", label: y, test: t.csv, holdout: {path: h.csv}"))
        .containsExactly(
            "data.test: expected a share of the nodes such as 0.2, or {column: …}, found a table of"
                + " its own: mark them in data.nodes, so that they have their edges",
            "data.holdout: expected a share of the nodes such as 0.2, or {column: …}, found a table"
                + " of its own: mark them in data.nodes, so that they have their edges");
    assertThat(problems(MANY + ", label: y, test: t.csv"))
        .containsExactly(
            "data.test: expected a share of the graphs such as 0.2, or {column: …}, found a table"
                + " of its own: mark them in data.graphs, so that they have their edges");
  }

  @Test
  void linksHaveNoLabelAndSharesOnly() {
    for (String part : List.of("t.csv", "{table: t}", "{column: a}", "{latest: 0.1, by: day}")) {
      assertThat(problems(LINKS + ", test: " + part))
          .containsExactly(
              "data.test: expected a share of the edges, such as 0.1, found another form");
    }
    for (String key : List.of("label", "weight", "split")) {
      assertThat(problems(LINKS + ", " + key + ": y"))
          .containsExactly(
              "data."
                  + key
                  + ": goes with predictions for nodes, found data.links: whether two nodes have an"
                  + " edge is the label itself, and shares of the edges are held out: remove it");
    }
    assertThat(problems(MANY + ", links: {}"))
        .containsExactly(
            "data.links: goes with one graph, found data.graph.id: remove it to predict for"
                + " graphs");
    assertThat(problems(LINKS, "loss: mse, classWeights: balanced"))
        .contains(
            "training.loss: expected binary_crossentropy, as data.links asks, found mse",
            "training.classWeights: goes with a label, found data.links, where edges and pairs"
                + " without one weigh as much: remove it");
  }

  @Test
  void anUndirectedNetworkReadsNoGraphs() {
    String data = TABLES + ", label: y";
    assertThat(
            catchThrowableOfType(ConfigException.class, () -> job(data, "[rbm: {units: 3}]", ""))
                .problems())
        .contains(
            "data.nodes: goes with networks that predict a label, found rbm, which learns its own"
                + " columns: remove it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "loss: mse                     | all, all",
        "loss: mse, fanOut: 10         | 10, 10",
        "loss: mse, fanOut: all        | all, all",
        "loss: mse, fanOut: [25, all]  | 25, all",
        "loss: mse, fanOut: [all, 1]   | all, 1"
      })
  void aFanOutHasANumberForEachHop(String training, String fanOut) {
    List<Integer> read = job(TABLES + ", label: y", NETWORK, training).training().fanOut();
    assertThat(FanOut.described(read)).isEqualTo(fanOut);
    assertThat(FanOut.samples(read)).isEqualTo(!fanOut.equals("all, all"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0        | fanOut: expected a number of at least 1, or all, found '0'",
        "2.5      | fanOut: expected a number of at least 1, or all, found '2.5'",
        "[9, al]  | fanOut[1]: expected a number of at least 1, or all, found 'al'",
        "[9]      | fanOut: expected 2 numbers, one for each hop of the network, found 1",
        "[1, 2, 3]| fanOut: expected 2 numbers, one for each hop of the network, found 3",
        "[]       | fanOut: expected 2 numbers, one for each hop of the network, found 0"
      })
  void aWrongFanOutIsRefused(String fanOut, String problem) {
    assertThat(problems(TABLES + ", label: y", "loss: mse, fanOut: " + fanOut))
        .containsExactly("training." + problem);
  }

  @Test
  void aFanOutNeedsOneGraph() {
    assertThat(problems("train: t.csv, label: y", "loss: mse, fanOut: 10"))
        .containsExactly(
            "training.fanOut: goes with data.nodes, found rows of one table: remove it");
    assertThat(problems(MANY + ", label: y", "loss: mse, fanOut: all"))
        .containsExactly(
            "training.fanOut: goes with one graph, found data.graph.id, whose graphs are whole:"
                + " remove it");
  }

  @Test
  void theMostNeighboursNeedOneGraph() {
    assertThat(problems(TABLES.replace("graph: {", "graph: {mostNeighbours: 5, ") + ", label: y"))
        .isEmpty();
    assertThat(problems(MANY.replace("graph: {", "graph: {mostNeighbours: 5, ") + ", label: y"))
        .containsExactly(
            "data.graph.mostNeighbours: goes with one graph, found data.graph.id, whose graphs are"
                + " whole: remove it");
  }

  @Test
  void aNetworkWithoutEdgesDrawsNoNeighbours() {
    Job job = job(TABLES + ", label: y", "[dense: {units: 1}]", "loss: mse, fanOut: 10");
    assertThat(job.training().fanOut()).isEmpty();
  }
}
