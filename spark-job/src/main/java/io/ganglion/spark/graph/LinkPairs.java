package io.ganglion.spark.graph;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.ganglion.data.GraphForm;
import io.ganglion.data.Graphs;
import io.ganglion.spark.table.DataException;
import io.ganglion.spark.table.Table;
import io.ganglion.spark.table.TableSplits;
import io.ganglion.spark.training.TrainingRequest;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Pairs of nodes with and without an edge. Each edge belongs to a part by a hash of the seed and of
 * its nodes; pairs without one are drawn evenly among all nodes, and those that have an edge left
 * out.
 */
final class LinkPairs {
  /** The other node of a pair, beside {@link LabelledNodes#KEY}. */
  static final String OTHER = "other key";

  /** So fine are shares of edges. */
  private static final long GRAIN = 1L << 40;

  private final GraphForm form;
  private final TrainingRequest request;
  private final Dataset<Row> keyed;

  /**
   * The pairs of a table of edges.
   *
   * @param graphs with the features of edges
   * @param request with shares of edges that are held out and that judge the final model
   */
  LinkPairs(Table edges, Graphs graphs, TrainingRequest request) {
    this.form = graphs.form();
    this.request = request;
    this.keyed = GraphPartitions.keyedEdges(edges, graphs.ofEdges(List.of()), form);
  }

  private Column first() {
    return form.undirected() ? least(col("source"), col("target")) : col("source");
  }

  private Column second() {
    return form.undirected() ? greatest(col("source"), col("target")) : col("target");
  }

  private Column order(Column a, Column b, int stream) {
    return xxhash64(lit(request.seed()), a, b, lit(stream));
  }

  private Column part(Column a, Column b) {
    Column at = pmod(order(a, b, 0), lit(GRAIN));
    double test = request.test();
    double rest = test + (1.0 - test) * request.holdout();
    return when(at.lt(lit((long) (test * GRAIN))), lit(TableSplits.TEST))
        .when(at.lt(lit((long) (rest * GRAIN))), lit(TableSplits.HOLDOUT))
        .otherwise(lit(TableSplits.TRAINING));
  }

  /** The edges along which nodes hear: those that are learned from, and those to itself. */
  Dataset<EdgeRow> heard() {
    Column self = col("source").equalTo(col("target"));
    Column learned = part(first(), second()).equalTo(lit(TableSplits.TRAINING));
    return GraphPartitions.heard(keyed.where(self.or(learned)), form);
  }

  /** The edges as pairs, each once. */
  private Dataset<Row> edges() {
    return keyed
        .where(col("source").notEqual(col("target")))
        .select(first().as(LabelledNodes.KEY), second().as(OTHER))
        .distinct();
  }

  /**
   * The examples.
   *
   * @param nodes with their keys
   * @param negatives drawn for each edge that is learned from; one for each other
   */
  Dataset<Row> examples(Table nodes, int negatives) {
    Dataset<Row> edges = edges();
    Column a = col(LabelledNodes.KEY);
    Column b = col(quoted(OTHER));
    Column part = part(a, b);
    Dataset<Row> with =
        edges.select(
            a,
            b,
            part.as(LabelledNodes.PART),
            lit(1.0).as(LabelledNodes.WEIGHT),
            lit(1).as("edge"));
    Column each = when(part.equalTo(lit(TableSplits.TRAINING)), lit(negatives)).otherwise(lit(1));
    Dataset<Row> numbered = numbered(nodes);
    long count = numbered.count();
    Dataset<Row> drawn =
        edges
            .select(a.as("a"), b.as("b"), part.as(LabelledNodes.PART), each.as("each"))
            .withColumn("draw", explode(sequence(lit(1), col("each"))))
            .select(
                pmod(xxhash64(order(col("a"), col("b"), 1), col("draw")), lit(count)).as("from"),
                pmod(xxhash64(order(col("a"), col("b"), 2), col("draw")), lit(count)).as("to"),
                col(LabelledNodes.PART),
                lit(1.0).divide(col("each")).as(LabelledNodes.WEIGHT));
    Dataset<Row> without =
        drawn
            .join(numbered.toDF("from", "source"), "from")
            .join(numbered.toDF("to", "target"), "to")
            .where(col("source").notEqual(col("target")))
            .select(
                first().as(LabelledNodes.KEY),
                second().as(OTHER),
                col(LabelledNodes.PART),
                col(LabelledNodes.WEIGHT),
                lit(0).as("edge"));
    Dataset<Row> taken = edges.toDF("taken", "taken too");
    Column same = a.equalTo(col("taken")).and(b.equalTo(col(quoted("taken too"))));
    return with.union(without.join(taken, same, "left_anti"))
        .select(
            a,
            b,
            order(a, b, 3).as(LabelledNodes.ORDER),
            col(LabelledNodes.PART),
            pmod(order(a, b, 4), lit(GRAIN)).as(LabelledNodes.PLACE),
            col(LabelledNodes.WEIGHT),
            col("edge").as(LabelledNodes.LABEL + 0));
  }

  /**
   * Checks the nodes of all edges, also of those along which nobody hears.
   *
   * @throws DataException if one is missing
   */
  void checkNodes(Table nodes, Table edges) {
    Dataset<Row> known = nodes.rows().select(col(quoted(GraphPartitions.KEY)).as("known"));
    Dataset<Row> ends =
        keyed.select(col("source").as("end")).union(keyed.select(col("target").as("end")));
    List<Row> missing =
        ends.join(known, col("end").equalTo(col("known")), "left_anti").takeAsList(1);
    if (!missing.isEmpty()) {
      GraphPartitions.refuse(missing.get(0).getLong(0), nodes, edges, form);
    }
  }

  private static String quoted(String name) {
    return "`" + name + "`";
  }

  /** The keys of the nodes with their places in their order. */
  private static Dataset<Row> numbered(Table nodes) {
    Column key = col(quoted(GraphPartitions.KEY));
    Dataset<Row> keys = nodes.rows().select(key).orderBy(key);
    JavaRDD<Row> rows =
        keys.toJavaRDD()
            .zipWithIndex()
            .map(pair -> RowFactory.create(pair._2(), pair._1().getLong(0)));
    StructType type =
        new StructType().add("place", DataTypes.LongType).add("node", DataTypes.LongType);
    return nodes.rows().sparkSession().createDataFrame(rows, type);
  }
}
