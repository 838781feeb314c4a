package io.ganglion.spark.graph;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.ganglion.data.FeatureColumn;
import io.ganglion.data.GraphForm;
import io.ganglion.data.Schema;
import io.ganglion.spark.row.RawValues;
import io.ganglion.spark.shard.Packing;
import io.ganglion.spark.shard.RemainderPartitioner;
import io.ganglion.spark.table.DataException;
import io.ganglion.spark.table.RefusedValue;
import io.ganglion.spark.table.SourceFailures;
import io.ganglion.spark.table.Table;
import io.ganglion.spark.table.TableColumn;
import io.ganglion.spark.table.TextNumbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * A graph over partitions, each of which holds some nodes and whom they hear.
 *
 * @param parts one a partition, cached
 * @param count the number of partitions
 */
record GraphPartitions(JavaRDD<GraphPart> parts, int count, GraphFacts facts)
    implements AutoCloseable {
  /** The column of a table that holds the key of a node. */
  static final String KEY = "key of the node";

  private static final int NODES_PER_PARTITION = 1 << 15;
  private static final int MOST_EDGES = 4_000_000;

  /** The number of partitions for so many nodes; nothing that is learned depends on it. */
  static int partitions(Dataset<?> nodes, long count) {
    int parallel = nodes.sparkSession().sparkContext().defaultParallelism();
    return (int) Math.min(10_000, Math.max(parallel, count / NODES_PER_PARTITION + 1));
  }

  /** A table of nodes with their keys in a column {@link #KEY} behind the others. */
  static Table keyed(Table nodes, GraphForm form) {
    int id = nodes.indexOf(form.node());
    if (id < 0) {
      throw missing(nodes, "graph.node", form.node());
    }
    Column key = NodeKeys.of(nodes.where() + ": column '" + form.node() + "'", Table.column(id));
    List<String> names = new ArrayList<>(nodes.columns().stream().map(TableColumn::name).toList());
    names.add(KEY);
    return nodes.with(nodes.positional().withColumn(KEY, key).toDF(names.toArray(String[]::new)));
  }

  static DataException missing(Table table, String key, String name) {
    return new DataException(
        "%s: %s: %s has no column '%s'%s"
            .formatted(table.where(), key, table.location(), name, table.hint(name)));
  }

  /**
   * The edges of a table along which nodes hear.
   *
   * @param schema of the nodes
   */
  static Dataset<EdgeRow> edges(Table edges, Schema schema) {
    GraphForm form = schema.graphs().form();
    return heard(keyedEdges(edges, schema.ofEdges(), form), form);
  }

  /**
   * The edges of a table, between keys.
   *
   * @param schema of the edges
   */
  static Dataset<Row> keyedEdges(Table edges, Schema schema, GraphForm form) {
    int source = edges.indexOf(form.source());
    int target = edges.indexOf(form.target());
    if (source < 0 || target < 0) {
      throw missing(
          edges,
          source < 0 ? "graph.source" : "graph.target",
          source < 0 ? form.source() : form.target());
    }
    return edges
        .positional()
        .select(
            end(edges, form.source(), source).as("source"),
            end(edges, form.target(), target).as("target"),
            weight(edges, form).as("weight"),
            EdgeValues.of(edges, schema, form).column().as("features"));
  }

  /** Both directions of undirected edges. */
  static Dataset<EdgeRow> heard(Dataset<Row> keyed, GraphForm form) {
    Dataset<Row> heard = keyed;
    if (form.undirected()) {
      Dataset<Row> back =
          keyed
              .where(not(col("source").equalTo(col("target"))))
              .select(
                  col("target").as("source"),
                  col("source").as("target"),
                  col("weight"),
                  col("features"));
      heard = keyed.union(back);
    }
    return heard.as(Encoders.bean(EdgeRow.class));
  }

  private static Column end(Table edges, String name, int index) {
    return NodeKeys.of(edges.where() + ": column '" + name + "'", Table.column(index));
  }

  static Column weight(Table edges, GraphForm form) {
    if (form.weight() == null) {
      return lit(1f);
    }
    int index = edges.indexOf(form.weight());
    if (index < 0) {
      throw missing(edges, "graph.weight", form.weight());
    }
    Column value = Table.column(index);
    Column weight =
        edges.columns().get(index).kind() == TableColumn.Kind.NUMBER
            ? value.cast("float")
            : TextNumbers.of(value.cast("string"), "float");
    Column finite = weight.isNotNull().and(weight.between(-Float.MAX_VALUE, Float.MAX_VALUE));
    String subject = edges.where() + ": column '" + form.weight() + "'";
    Column refused = RefusedValue.of(subject, value, "the weight of an edge, a number");
    return when(finite, weight).when(refused, weight);
  }

  /**
   * Partitions a graph, and checks it.
   *
   * @param nodes with their keys
   * @param schema of the nodes
   * @param source the table of edges, for messages
   * @param heard edges between keys
   * @throws DataException if a node comes twice, or is missing
   */
  static GraphPartitions of(
      Table nodes, Schema schema, Table source, Dataset<EdgeRow> heard, GraphForm form, long seed) {
    long count = nodes.rows().count();
    if (count == 0) {
      throw nodes.empty();
    }
    int partitions = partitions(nodes.rows(), count);
    RemainderPartitioner partitioner = new RemainderPartitioner(partitions);
    NodePacking packing = packing(nodes, schema, form, partitions);
    JavaRDD<NodeRows> rows =
        nodes.rows().toJavaRDD().mapPartitionsToPair(packing).partitionBy(partitioner).values();
    boolean weighted = form.weight() != null;
    int columns = schema.columns().edgeFeatures();
    int most = form.mostNeighbours();
    JavaRDD<EdgeList> edges =
        heard
            .toJavaRDD()
            .mapPartitionsToPair(all -> packed(all, weighted, columns, partitions, most, seed))
            .partitionBy(partitioner)
            .values();
    JavaRDD<GraphPart> parts =
        rows.zipPartitions(
                edges,
                (n, e) ->
                    List.of(
                            part(
                                n, packing.empty(), e, new EdgeList(weighted, columns), most, seed))
                        .iterator())
            .persist(StorageLevel.MEMORY_AND_DISK());
    List<GraphCheck> checks =
        SourceFailures.explained(
            nodes.where() + " and " + source.where(),
            nodes.location() + " or " + source.location(),
            () -> checks(parts, partitions, most));
    refuse(checks, nodes, source, form);
    GraphFacts facts = checks.stream().map(GraphCheck::facts).reduce(GraphFacts::plus).get();
    return new GraphPartitions(parts, partitions, facts);
  }

  private static NodePacking packing(Table nodes, Schema schema, GraphForm form, int partitions) {
    int[] positions =
        schema.features().stream().map(FeatureColumn::name).mapToInt(nodes::indexOf).toArray();
    RawValues values =
        RawValues.ofNodes(nodes.where(), positions, schema, nodes.indexOf(form.node()));
    return new NodePacking(values, schema, nodes.indexOf(KEY), partitions);
  }

  private static Iterator<Tuple2<Integer, EdgeList>> packed(
      Iterator<EdgeRow> edges, boolean weighted, int columns, int partitions, int most, long seed) {
    return new Packing<>(
        edges,
        () -> new EdgeList(weighted, columns),
        list -> list.capped(most, seed),
        MOST_EDGES,
        (edge, packed) ->
            packed
                .of(NodeKeys.partition(edge.getTarget(), partitions))
                .add(edge.getSource(), edge.getTarget(), edge.getWeight(), edge.getFeatures(), 0));
  }

  private static GraphPart part(
      Iterator<NodeRows> rows,
      NodeRows none,
      Iterator<EdgeList> edges,
      EdgeList all,
      int most,
      long seed) {
    List<NodeRows> pieces = new ArrayList<>();
    rows.forEachRemaining(pieces::add);
    edges.forEachRemaining(all::addAll);
    return new GraphPart(NodeRows.sorted(pieces, none), Adjacency.of(all, most, seed));
  }

  private static List<GraphCheck> checks(JavaRDD<GraphPart> parts, int partitions, int most) {
    JavaRDD<KeyRequest> heard =
        parts
            .flatMapToPair(
                part -> {
                  long[] sources = part.adjacency.sources;
                  return KeyRequests.of(0, sources, sources.length, partitions).iterator();
                })
            .partitionBy(new RemainderPartitioner(partitions))
            .values();
    return parts
        .zipPartitions(
            heard, (part, keys) -> Arrays.asList(GraphCheck.of(part.next(), keys, most)).iterator())
        .collect();
  }

  private static void refuse(List<GraphCheck> checks, Table nodes, Table edges, GraphForm form) {
    Long doubled = GraphCheck.first(checks, check -> check.doubled);
    if (doubled != null) {
      throw new DataException(
          "%s: the node with %s %s comes twice, expected a row a node; remove one of them"
              .formatted(nodes.where(), form.node(), id(nodes, form.node(), doubled)));
    }
    refuse(GraphCheck.first(checks, check -> check.missingTarget), nodes, edges, form);
    refuse(GraphCheck.first(checks, check -> check.missingSource), nodes, edges, form);
  }

  static void refuse(Long missing, Table nodes, Table edges, GraphForm form) {
    if (missing == null) {
      return;
    }
    String source = id(edges, form.source(), missing);
    String column = source == null ? form.target() : form.source();
    String found = source == null ? id(edges, form.target(), missing) : source;
    throw new DataException(
        "%s: an edge has %s %s, which is no %s in %s; add the node, or remove its edges"
            .formatted(edges.where(), column, found, form.node(), nodes.location()));
  }

  /** The id of a node in a column; null where the column does not have it. */
  static String id(Table table, String column, long key) {
    Column id = Table.column(table.indexOf(column));
    List<Row> found =
        table
            .positional()
            .where(NodeKeys.of(column, id).equalTo(lit(key)))
            .select(id.cast("string"))
            .takeAsList(1);
    return found.isEmpty() ? null : found.get(0).getString(0);
  }

  @Override
  public void close() {
    parts.unpersist();
  }
}
