package io.ganglion.spark.graph;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.ganglion.data.GraphForm;
import io.ganglion.spark.table.DataException;
import io.ganglion.spark.table.SourceFailures;
import io.ganglion.spark.table.Table;
import io.ganglion.spark.table.TableSource;
import io.ganglion.spark.table.TableSplits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Tables of many graphs, whose nodes and edges know what their graph is for and where it belongs.
 *
 * @param examples a row a graph, as {@link LabelledNodes#all} makes them, cached
 * @param nodes with the key of each, and that, the part, the place and the order of its graph;
 *     cached
 * @param edges with the keys of both ends and the weight of each, and the same of its graph; cached
 */
record SetTables(GraphForm form, Table graphs, Dataset<Row> examples, Table nodes, Table edges)
    implements AutoCloseable {
  static final String GRAPH = "key of the graph";
  static final String PLACE = "place of the graph";
  static final String ORDER = "order of the graph";
  static final String SOURCE = "key of the source";
  static final String TARGET = "key of the target";
  static final String WEIGHT = "weight of the edge";

  /** The columns that are added to nodes. */
  static final List<String> ADDED =
      List.of(GraphPartitions.KEY, GRAPH, TableSplits.PART, PLACE, ORDER);

  /** Tables of graphs with the key of each in a column {@link GraphPartitions#KEY}. */
  static Table keyed(Table graphs, GraphForm form) {
    Map<String, Column> key = Map.of(GraphPartitions.KEY, graph(graphs, form));
    return with(graphs, graphs.positional(), key);
  }

  /**
   * Tables of graphs with the key of each, which say by {@link TableSplits#PART} whether a model is
   * to answer for it: as one to learn from, else as unused.
   *
   * @param filter of those to answer for, in Spark SQL; null for all
   */
  static Table asked(Table graphs, GraphForm form, String filter) {
    Table keyed = keyed(graphs, form);
    Table wanted = graphs.with(TableSource.filtered("--where", graphs.rows(), filter));
    Column key = graph(wanted, form);
    Dataset<Row> keys = wanted.positional().select(key.as(GRAPH)).distinct();
    Column part =
        when(col(GRAPH).isNotNull(), lit(TableSplits.TRAINING)).otherwise(lit(TableSplits.UNUSED));
    int at = keyed.indexOf(GraphPartitions.KEY);
    return with(
        keyed,
        keyed.positional().join(keys, Table.column(at).equalTo(keys.col(GRAPH)), "left"),
        Map.of(TableSplits.PART, part));
  }

  /**
   * Joins nodes and edges with their graphs.
   *
   * @param graphs with their keys
   * @param examples of all of them
   * @throws DataException if a graph comes twice, or a node or edge is of none
   */
  static SetTables of(Table graphs, Dataset<Row> examples, GraphTables tables, GraphForm form) {
    Dataset<Row> kept = KeptRows.of(examples);
    checkDoubled(graphs, kept, form);
    Table nodes = tables.nodes();
    Map<String, Column> ofNodes = new LinkedHashMap<>();
    ofNodes.put(GraphPartitions.KEY, node(nodes, form, form.node(), "graph.node"));
    Table edges = tables.edges();
    Map<String, Column> ofEdges = new LinkedHashMap<>();
    ofEdges.put(SOURCE, node(edges, form, form.source(), "graph.source"));
    ofEdges.put(TARGET, node(edges, form, form.target(), "graph.target"));
    ofEdges.put(WEIGHT, GraphPartitions.weight(edges, form));
    SetTables joined =
        new SetTables(
            form,
            graphs,
            kept,
            joined(nodes, ofNodes, form, kept),
            joined(edges, ofEdges, form, kept));
    joined.checkGraphs(joined.nodes, "a node");
    joined.checkGraphs(joined.edges, "an edge");
    return joined;
  }

  private static Column graph(Table table, GraphForm form) {
    int id = table.indexOf(form.id());
    if (id < 0) {
      throw GraphPartitions.missing(table, "graph.id", form.id());
    }
    String subject = table.where() + ": column '" + form.id() + "'";
    return NodeKeys.of(subject, Table.column(id), "the id of a graph");
  }

  /** The key of a node, whose id is its own within its graph. */
  private static Column node(Table table, GraphForm form, String name, String key) {
    int id = table.indexOf(name);
    if (id < 0) {
      throw GraphPartitions.missing(table, key, name);
    }
    String subject = table.where() + ": column '" + name + "'";
    return xxhash64(graph(table, form), NodeKeys.of(subject, Table.column(id)));
  }

  private static Table joined(
      Table table, Map<String, Column> added, GraphForm form, Dataset<Row> examples) {
    Map<String, Column> all = new LinkedHashMap<>(added);
    all.put(GRAPH, graph(table, form));
    Table keyed = with(table, table.positional(), all);
    Dataset<Row> graphs =
        examples.select(
            col(LabelledNodes.KEY),
            col(LabelledNodes.PART),
            col(LabelledNodes.PLACE),
            col(LabelledNodes.ORDER));
    int own = keyed.columns().size();
    Dataset<Row> rows =
        keyed
            .positional()
            .join(
                graphs,
                Table.column(keyed.indexOf(GRAPH)).equalTo(graphs.col(LabelledNodes.KEY)),
                "left");
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < own; i++) {
      columns.add(Table.column(i).as(keyed.columns().get(i).name()));
    }
    columns.add(col(LabelledNodes.PART).as(TableSplits.PART));
    columns.add(col(LabelledNodes.PLACE).as(PLACE));
    columns.add(col(LabelledNodes.ORDER).as(ORDER));
    // Spark reads a small table of the driver's as early as it plans to.
    return SourceFailures.explained(
        table.where(),
        table.location(),
        () -> table.with(KeptRows.of(rows.select(columns.toArray(Column[]::new)))));
  }

  /** A table with other columns behind its own. */
  private static Table with(Table table, Dataset<Row> positional, Map<String, Column> added) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      columns.add(Table.column(i).as(table.columns().get(i).name()));
    }
    added.forEach((name, column) -> columns.add(column.as(name)));
    return table.with(positional.select(columns.toArray(Column[]::new)));
  }

  private static void checkDoubled(Table graphs, Dataset<Row> examples, GraphForm form) {
    Row found =
        SourceFailures.explained(
            graphs.where(),
            graphs.location(),
            () ->
                examples
                    .groupBy(col(LabelledNodes.KEY).as("key"))
                    .agg(count(lit(1)).as("rows"))
                    .agg(count(lit(1)), min(when(col("rows").gt(1), col("key"))))
                    .first());
    if (found.getLong(0) == 0) {
      throw graphs.empty();
    }
    if (!found.isNullAt(1)) {
      throw new DataException(
          "%s: the graph with %s %s comes twice, expected a row a graph; remove one of them"
              .formatted(
                  graphs.where(),
                  form.id(),
                  GraphPartitions.id(graphs, form.id(), found.getLong(1))));
    }
  }

  private void checkGraphs(Table table, String row) {
    Column part = Table.column(table.indexOf(TableSplits.PART));
    Column graph = Table.column(table.indexOf(GRAPH));
    Row found =
        SourceFailures.explained(
            table.where(),
            table.location(),
            () -> table.positional().agg(min(when(part.isNull(), graph))).first());
    if (!found.isNullAt(0)) {
      throw new DataException(
          "%s: %s has %s %s, which is no %s in %s; add the graph, or remove its nodes and edges"
              .formatted(
                  table.where(),
                  row,
                  form.id(),
                  GraphPartitions.id(table, form.id(), found.getLong(0)),
                  form.id(),
                  graphs.location()));
    }
  }

  /** The graphs that are for something. */
  Dataset<Row> usedExamples() {
    return examples.where(col(LabelledNodes.PART).notEqual(lit(TableSplits.UNUSED)));
  }

  /** The number of nodes of graphs of the training part. */
  long usedNodes() {
    Column part = Table.column(nodes.indexOf(TableSplits.PART));
    return nodes.positional().where(part.equalTo(lit(TableSplits.TRAINING))).count();
  }

  /** What the user is told of what a task found. */
  DataException explained(SetFault fault) {
    String graph = form.id() + " " + GraphPartitions.id(graphs, form.id(), fault.graph());
    return new DataException(
        switch (fault.kind()) {
          case NO_NODES ->
              "%s: the graph with %s has no node in %s, expected one at least; add it, or leave out the graph"
                  .formatted(graphs.where(), graph, nodes.location());
          case DOUBLED_NODE ->
              "%s: the node with %s %s comes twice in the graph with %s, expected a row a node; remove one of them"
                  .formatted(
                      nodes.where(),
                      form.node(),
                      id(nodes, form.node(), GraphPartitions.KEY, fault),
                      graph);
          case MISSING_NODE -> {
            String source = id(edges, form.source(), SOURCE, fault);
            yield "%s: an edge of the graph with %s has %s %s, which is no %s of that graph in %s; add the node, or remove its edges"
                .formatted(
                    edges.where(),
                    graph,
                    source == null ? form.target() : form.source(),
                    source == null ? id(edges, form.target(), TARGET, fault) : source,
                    form.node(),
                    nodes.location());
          }
        });
  }

  /** The id of the node of a fault in a column; null where it is in none. */
  private static String id(Table table, String column, String key, SetFault fault) {
    List<Row> found =
        table
            .positional()
            .where(Table.column(table.indexOf(GRAPH)).equalTo(lit(fault.graph())))
            .where(Table.column(table.indexOf(key)).equalTo(lit(fault.node())))
            .select(Table.column(table.indexOf(column)).cast("string"))
            .takeAsList(1);
    return found.isEmpty() ? null : found.get(0).getString(0);
  }

  @Override
  public void close() {
    examples.unpersist();
    nodes.rows().unpersist();
    edges.rows().unpersist();
  }
}
