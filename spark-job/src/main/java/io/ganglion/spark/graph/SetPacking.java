package io.ganglion.spark.graph;

import io.ganglion.data.Schema;
import io.ganglion.spark.row.RawValues;
import io.ganglion.spark.shard.Packing;
import io.ganglion.spark.table.Table;
import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.sql.Row;
import scala.Tuple2;

/**
 * Packs the nodes and edges of graphs for the units of their graphs.
 *
 * @param values of nodes
 * @param ofEdges values of edges
 * @param units of the graphs
 * @param undirected whether an edge is heard along in both directions
 * @param weighted whether edges have weights
 */
record SetPacking(
    RawValues values,
    Schema schema,
    EdgeValues ofEdges,
    UnitPlan units,
    boolean undirected,
    boolean weighted)
    implements Serializable {
  private static final int MOST_VALUES = 8_000_000;
  private static final int MOST_EDGES = 1_000_000;

  /** The place of columns in a row of {@link SetTables#nodes}. */
  record Places(int key, int graph, int place, int order) implements Serializable {
    static Places of(Table table, String key) {
      return new Places(
          table.indexOf(key),
          table.indexOf(SetTables.GRAPH),
          table.indexOf(SetTables.PLACE),
          table.indexOf(SetTables.ORDER));
    }

    int unit(Row row, UnitPlan units) {
      return units.unit(row.getLong(place), row.getLong(order));
    }
  }

  /** Packs nodes. */
  Iterator<Tuple2<Integer, SetPiece>> nodes(Iterator<Row> rows, Places places) {
    NodeEncoder encoder = new NodeEncoder(values, schema);
    int width = schema.width() + schema.categories().size() + 2;
    return new Packing<>(
        rows,
        () -> SetPiece.of(NodeRows.of(schema)),
        SetPiece::trimmed,
        Math.max(1, MOST_VALUES / width),
        (row, packed) -> {
          SetPiece piece = packed.of(places.unit(row, units));
          piece.graph(piece.nodes.rows, row.getLong(places.graph));
          encoder.add(row, row.getLong(places.key), piece.nodes);
        });
  }

  /**
   * Packs edges.
   *
   * @param target the place of the key of the node that hears
   * @param weight the place of the weight
   */
  Iterator<Tuple2<Integer, SetPiece>> edges(
      Iterator<Row> rows, Places places, int target, int weight) {
    return new Packing<>(
        rows,
        () -> SetPiece.of(new EdgeList(weighted, ofEdges.width())),
        SetPiece::trimmed,
        MOST_EDGES,
        (row, packed) -> {
          SetPiece piece = packed.of(places.unit(row, units));
          long from = row.getLong(places.key);
          long to = row.getLong(target);
          float[] numbers = ofEdges.call(row);
          piece.graph(piece.edges.count, row.getLong(places.graph));
          piece.edges.add(from, to, row.getFloat(weight), numbers, 0);
          if (undirected && from != to) {
            piece.graph(piece.edges.count, row.getLong(places.graph));
            piece.edges.add(to, from, row.getFloat(weight), numbers, 0);
          }
        });
  }
}
