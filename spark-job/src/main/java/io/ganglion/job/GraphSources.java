package io.ganglion.job;

import io.ganglion.spark.graph.GraphTables;
import io.ganglion.spark.table.Table;
import io.ganglion.spark.table.TableSource;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;

/**
 * Where the tables of graphs lie.
 *
 * @param graphs null where there is one graph
 */
record GraphSources(SourceSpec nodes, SourceSpec edges, SourceSpec graphs) {
  /**
   * The tables with numbers and texts in their columns, to learn from.
   *
   * @param prefix of what messages call them, before {@code nodes}, {@code edges} and {@code
   *     graphs}
   * @param missing texts that stand for no value
   * @throws io.ganglion.spark.table.DataException if a table does not exist
   */
  GraphTables read(String prefix, List<String> missing, SparkSession spark) {
    return read(prefix, missing, source -> source.read(spark));
  }

  /** The same with the fields of CSV files as the texts that they are. */
  GraphTables readAsWritten(String prefix, List<String> missing, SparkSession spark) {
    return read(prefix, missing, source -> source.readAsWritten(spark));
  }

  private GraphTables read(
      String prefix, List<String> missing, Function<TableSource, Table> reader) {
    return new GraphTables(
        reader.apply(nodes.table(prefix + "nodes", missing)),
        reader.apply(edges.table(prefix + "edges", missing)),
        graphs == null ? null : reader.apply(graphs.table(prefix + "graphs", missing)));
  }
}
