package io.ganglion.spark.graph;

import static org.apache.spark.sql.functions.lit;

import io.ganglion.data.Graphs;
import io.ganglion.loss.Loss;
import io.ganglion.spark.facts.Learned;
import io.ganglion.spark.row.ColumnRoles;
import io.ganglion.spark.row.UsedColumns;
import io.ganglion.spark.shard.RankedRows;
import io.ganglion.spark.table.DataException;
import io.ganglion.spark.table.Split;
import io.ganglion.spark.table.Table;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Learns the features of edges. */
final class EdgeColumns {
  /** A column beside those of the edges, which have no label. */
  private static final String NONE = "no label";

  private EdgeColumns() {}

  /**
   * The graphs of a request with the features of edges that it names, as the edges of a table show
   * them. In one graph those are all edges, since edges belong to no part of the examples.
   *
   * @throws DataException if columns or values cannot be used
   */
  static Graphs learned(Table edges, GraphRequest request) {
    if (request.edgeFeatures().isEmpty()) {
      return request.graphs();
    }
    Dataset<Row> rows = edges.rows().withColumn(NONE, lit(0.0));
    List<String> features = edges.matching(request.edgeFeatures());
    List<String> categorical =
        edges.matching(request.rows().roles().categorical()).stream()
            .filter(features::contains)
            .toList();
    ColumnRoles roles = new ColumnRoles(List.of(NONE), features, List.of(), categorical, null);
    UsedColumns columns = UsedColumns.of(edges.with(rows), roles, Loss.Target.NUMBERS);
    if (columns.vector() != null) {
      throw new DataException(
          "%s: edgeFeatures: column '%s' holds vectors, expected numbers or texts; make a column of numbers of each element in the source"
              .formatted(edges.where(), columns.vector().name()));
    }
    try (RankedRows ranked = RankedRows.rank(columns, request.rows().seed())) {
      Learned learned = Learned.of(ranked, Split.NONE);
      return request.graphs().withEdgeFeatures(learned.withoutLabel().features());
    }
  }

  /** The columns of numbers to take as names, without those of edges alone. */
  static List<String> categoricalOfNodes(Table nodes, GraphRequest request) {
    List<String> ofEdges = request.edgeFeatures();
    return request.rows().roles().categorical().stream()
        .filter(name -> nodes.indexOf(name) >= 0 || !ofEdges.contains(name))
        .toList();
  }
}
