package io.ganglion.job;

import io.ganglion.config.Section;
import io.ganglion.data.GraphForm;
import io.ganglion.data.Graphs;
import io.ganglion.loss.Loss;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The graphs that a job learns from, in place of a training table.
 *
 * @param sources where the tables lie
 * @param form how the tables hold them
 * @param edgeFeatures the columns of edges that layers read
 * @param links that edges are predicted; null where something of nodes or graphs is
 */
record GraphSpec(GraphSources sources, GraphForm form, List<String> edgeFeatures, LinkSpec links) {
  private static final List<String> BESIDE_NODES =
      List.of("edges", "graphs", "graph", "nodeFeatures", "edgeFeatures", "links");

  /** What a data section may not have beside {@code nodes}. */
  private static final List<String> OF_ROWS = List.of("train", "sequence", "augment");

  /** What says of a row what it is and counts, where the examples are pairs of nodes. */
  private static final List<String> OF_EXAMPLES = List.of("label", "weight", "split");

  /** Reads what the section {@code data} says of graphs; null where it names no nodes. */
  static GraphSpec read(Section data) {
    if (!data.has("nodes")) {
      for (String key : BESIDE_NODES) {
        if (data.has(key)) {
          data.problem(
              key, "goes with data.nodes, the table of nodes, found none: name it, or remove this");
        }
      }
      return null;
    }
    for (String key : OF_ROWS) {
      if (data.has(key)) {
        data.problem(
            key, "goes with rows of one table, found data.nodes: remove it, or the keys of graphs");
      }
    }
    if (!data.has("edges")) {
      data.problem("edges", "is missing: name the table with a row for each edge");
    }
    Section section = data.section("graph");
    if (!data.has("graph")) {
      data.problem(
          "graph",
          "is missing: name the columns of the tables, as in {node: id, source: from, target: to}");
    }
    GraphSpec spec =
        new GraphSpec(
            new GraphSources(
                SourceSpec.read(data, "nodes"),
                SourceSpec.read(data, "edges"),
                SourceSpec.read(data, "graphs")),
            GraphForm.read(section, data),
            data.texts("edgeFeatures"),
            LinkSpec.read(data));
    section.finish();
    spec.check(data, section);
    return spec;
  }

  private void check(Section data, Section section) {
    if (form.many() && sources.graphs() == null) {
      data.problem(
          "graphs",
          "is missing: data.graph.id tells many graphs apart: name the table with a row for each,"
              + " or remove data.graph.id where there is one graph");
    }
    if (form.many() && section.has("mostNeighbours")) {
      section.problem(
          "mostNeighbours",
          "goes with one graph, found data.graph.id, whose graphs are whole: remove it");
    }
    if (!form.many() && sources.graphs() != null) {
      section.problem(
          "id",
          "is missing: name the column that tells the graphs of data.graphs apart, which data.nodes"
              + " and data.edges have, too");
    }
    for (String end : new String[] {form.id(), form.source(), form.target()}) {
      if (end != null && edgeFeatures.contains(end)) {
        data.problem(
            "edgeFeatures", "names '" + end + "', which data.graph names an edge by: remove it");
      }
    }
    if (links != null) {
      checkLinks(data);
    }
  }

  private void checkLinks(Section data) {
    if (form.many()) {
      data.problem(
          "links", "goes with one graph, found data.graph.id: remove it to predict for graphs");
    }
    for (String key : OF_EXAMPLES) {
      if (data.has(key)) {
        data.problem(
            key,
            "goes with predictions for nodes, found data.links: whether two nodes have an edge is"
                + " the label itself, and shares of the edges are held out: remove it");
      }
    }
  }

  /**
   * Notes parts that can't be had of graphs.
   *
   * @param key {@code holdout} or {@code test}
   */
  void checkPart(Section data, String key, PartSpec part) {
    if (part == null || part instanceof PartSpec.RandomShare) {
      return;
    }
    if (links != null) {
      data.problem(key, "expected a share of the edges, such as 0.1, found another form");
    } else if (part instanceof PartSpec.OwnTable) {
      data.problem(
          key,
          String.format(
              Locale.ROOT,
              "expected a share of the %s such as 0.2, or {column: …}, found a table of its own: mark"
                  + " them in data.%s, so that they have their edges",
              graphs().unit(),
              form.many() ? "graphs" : "nodes"));
    }
  }

  /** Notes what of the section {@code training} does not fit what is predicted. */
  void checkTraining(Section training, Loss loss) {
    if (links != null) {
      links.checkTraining(training, loss);
    }
  }

  /** The columns by which nodes and graphs are known, with the keys that name them. */
  Map<String, String> naming() {
    Map<String, String> naming = new LinkedHashMap<>();
    if (form.node() != null) {
      naming.put(form.node(), "data.graph.node");
    }
    if (form.many()) {
      naming.put(form.id(), "data.graph.id");
    }
    return naming;
  }

  /** How its examples are graphs. */
  Graphs graphs() {
    return new Graphs(form, links != null);
  }
}
