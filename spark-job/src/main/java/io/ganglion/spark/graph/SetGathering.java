package io.ganglion.spark.graph;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.ganglion.data.Block;
import io.ganglion.data.FeatureColumn;
import io.ganglion.data.Schema;
import io.ganglion.loss.Loss;
import io.ganglion.spark.cluster.SparkCluster;
import io.ganglion.spark.row.RawValues;
import io.ganglion.spark.table.DataException;
import io.ganglion.spark.table.SourceFailures;
import io.ganglion.spark.table.Table;
import io.ganglion.spark.table.TableSplits;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Puts graphs with their nodes and edges into shards.
 *
 * @param target what the loss reads
 * @param weighted whether graphs have weights
 * @param meanNodes of a graph
 */
record SetGathering(
    SetTables tables, Schema schema, Loss.Target target, boolean weighted, double meanNodes) {
  /** About the values of a block, which is in one task's memory at once. */
  private static final double UNIT_VALUES = 8e6;

  private static final int MOST_UNIT_GRAPHS = 1 << 12;
  private static final int LEAST_UNIT_GRAPHS = 64;

  /** How so many graphs are spread over so many shards. */
  UnitPlan units(long count, int shards) {
    int width = schema.width() + schema.categories().size() + 2;
    double fits = UNIT_VALUES / (meanNodes * width);
    long perUnit = (long) Math.max(LEAST_UNIT_GRAPHS, Math.min(MOST_UNIT_GRAPHS, fits));
    return new UnitPlan(shards, (int) Math.max(1, (count / shards + perUnit - 1) / perUnit));
  }

  /**
   * The graphs of a part in memory; null where there are none.
   *
   * @param part of {@link TableSplits}
   * @param count the number of its graphs
   * @param most shards
   * @param classWeights by index of a class; empty where each counts 1
   * @throws DataException if nodes or edges of a graph are wrong
   */
  SparkCluster load(int part, long count, int most, List<Double> classWeights) {
    if (count == 0) {
      return null;
    }
    UnitPlan units = units(count, (int) Math.min(most, count));
    ExamplePacking packing =
        new ExamplePacking(schema.label(), target, List.of(0), classWeights, weighted, units);
    JavaPairRDD<Integer, SetPiece> examples =
        tables
            .examples()
            .where(col(LabelledNodes.PART).equalTo(lit(part)))
            .toJavaRDD()
            .mapPartitionsToPair(packing)
            .mapValues(SetPiece::of);
    SparkCluster cluster =
        new SparkCluster(
            blocks(part, units, examples, packing.targets()).map(SetBlock::block), count);
    explained(
        () -> {
          cluster.load();
          return cluster;
        });
    return cluster;
  }

  /** Runs something that makes blocks, and explains what they find. */
  <T> T explained(java.util.concurrent.Callable<T> making) {
    try {
      return making.call();
    } catch (Exception e) {
      for (Throwable t = e; t != null; t = t.getCause()) {
        if (t instanceof SetFault fault) {
          throw tables.explained(fault);
        }
      }
      throw SourceFailures.explained(tables.nodes().where(), tables.nodes().location(), e);
    }
  }

  /**
   * The blocks of a part, a partition a shard.
   *
   * @param examples the graphs by their units
   * @param targets numbers a graph; 0 for a class
   */
  JavaRDD<SetBlock> blocks(
      int part, UnitPlan units, JavaPairRDD<Integer, SetPiece> examples, int targets) {
    Table nodes = tables.nodes();
    Table edges = tables.edges();
    int[] positions =
        schema.features().stream().map(FeatureColumn::name).mapToInt(nodes::indexOf).toArray();
    SetPacking packing =
        new SetPacking(
            RawValues.ofNodes(
                nodes.where(), positions, schema, nodes.indexOf(tables.form().node())),
            schema,
            EdgeValues.of(edges, schema.ofEdges(), tables.form()),
            units,
            tables.form().undirected(),
            tables.form().weight() != null);
    SetPacking.Places ofNodes = SetPacking.Places.of(nodes, GraphPartitions.KEY);
    SetPacking.Places ofEdges = SetPacking.Places.of(edges, SetTables.SOURCE);
    int target = edges.indexOf(SetTables.TARGET);
    int weight = edges.indexOf(SetTables.WEIGHT);
    JavaPairRDD<Integer, SetPiece> all =
        examples
            .union(rows(nodes, part).mapPartitionsToPair(rows -> packing.nodes(rows, ofNodes)))
            .union(
                rows(edges, part)
                    .mapPartitionsToPair(rows -> packing.edges(rows, ofEdges, target, weight)));
    Schema columns = schema;
    int ofEdge = schema.columns().edgeFeatures();
    return units
        .byUnit(all)
        .mapPartitions(
            pieces -> new SetBlocks(pieces, NodeRows.of(columns), ofEdge, targets), true);
  }

  private static JavaRDD<Row> rows(Table table, int part) {
    Dataset<Row> rows =
        table.positional().where(Table.column(table.indexOf(TableSplits.PART)).equalTo(lit(part)));
    return rows.toJavaRDD();
  }

  /** What blocks hold, for people. */
  static GraphFacts facts(SparkCluster cluster) {
    return cluster.blocks().map(SetGathering::facts).collect().stream()
        .map(found -> new GraphFacts(found[0], found[1], found[2], found[3], 0))
        .reduce(GraphFacts::plus)
        .get();
  }

  private static long[] facts(Block block) {
    long silent = 0;
    long most = 0;
    for (int row = 0; row < block.rows; row++) {
      int heard = block.edgeStart[row + 1] - block.edgeStart[row];
      silent += heard == 0 ? 1 : 0;
      most = Math.max(most, heard);
    }
    return new long[] {block.rows, block.source.length, silent, most};
  }
}
