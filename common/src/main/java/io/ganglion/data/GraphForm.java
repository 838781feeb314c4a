package io.ganglion.data;

import io.ganglion.config.Section;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * How tables hold graphs: what {@code data.graph} of a job says, and a model remembers.
 *
 * @param id the column that tells graphs apart, of the same name in the tables of graphs, nodes and
 *     edges; null where there is one graph, whose nodes are the examples
 * @param node the column of the table of nodes that names a node
 * @param source the column of the table of edges that names the node which is heard
 * @param target the column of the table of edges that names the node which hears
 * @param undirected whether both nodes of an edge hear each other
 * @param weight the column of the table of edges with their weights; null where each weighs 1
 * @param mostNeighbours the most edges along which a node hears; where there are more, a sample
 * @param nodeFeatures columns of nodes that list the places of ones
 */
public record GraphForm(
    String id,
    String node,
    String source,
    String target,
    boolean undirected,
    String weight,
    int mostNeighbours,
    List<IndexedFeature> nodeFeatures)
    implements Serializable {
  /** As many as one task can well hold. */
  public static final int MOST_NEIGHBOURS = 10_000;

  public GraphForm {
    nodeFeatures = List.copyOf(nodeFeatures);
  }

  /**
   * Reads the keys of a graph.
   *
   * @param columns the section that holds {@code nodeFeatures}; it may be the same
   */
  public static GraphForm read(Section graph, Section columns) {
    GraphForm form =
        new GraphForm(
            graph.text("id", null),
            graph.text("node"),
            graph.text("source"),
            graph.text("target"),
            graph.flag("undirected", false),
            graph.text("weight", null),
            graph.integer("mostNeighbours", MOST_NEIGHBOURS, 1),
            indexed(columns));
    List<String> ends = Stream.of(form.source, form.target).filter(end -> end != null).toList();
    if (new HashSet<>(ends).size() < ends.size()) {
      graph.problem("target", "names the same column as source: an edge has two ends");
    }
    return form;
  }

  private static List<IndexedFeature> indexed(Section section) {
    List<IndexedFeature> features = new ArrayList<>();
    List<Object> items = section.items("nodeFeatures");
    for (int i = 0; i < items.size(); i++) {
      String path = section.path("nodeFeatures") + "[" + i + "]";
      Section item = Section.of(path, items.get(i), section.problems());
      if (item != null) {
        features.add(
            new IndexedFeature(
                item.text("indices"), item.integer("size", 1), item.flag("normalize", false)));
        item.finish();
      }
    }
    return features;
  }

  /** Whether whole graphs are the examples, not nodes. */
  public boolean many() {
    return id != null;
  }
}
