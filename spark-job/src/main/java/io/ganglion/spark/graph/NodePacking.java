package io.ganglion.spark.graph;

import io.ganglion.data.Schema;
import io.ganglion.spark.row.RawValues;
import io.ganglion.spark.shard.Packing;
import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.sql.Row;
import scala.Tuple2;

/**
 * Encodes nodes by a schema, and packs them for their partitions.
 *
 * @param key the position of the key in a row
 * @param partitions of the graph
 */
record NodePacking(RawValues values, Schema schema, int key, int partitions)
    implements PairFlatMapFunction<Iterator<Row>, Integer, NodeRows>, Serializable {
  private static final int MOST_VALUES = 8_000_000;

  /** No nodes. */
  NodeRows empty() {
    return NodeRows.of(schema);
  }

  @Override
  public Iterator<Tuple2<Integer, NodeRows>> call(Iterator<Row> rows) {
    NodeEncoder encoder = new NodeEncoder(values, schema);
    int most =
        Math.max(partitions, MOST_VALUES / (schema.width() + schema.categories().size() + 1));
    return new Packing<>(
        rows,
        this::empty,
        NodeRows::trimmed,
        most,
        (row, packed) -> {
          long id = row.getLong(key);
          encoder.add(row, id, packed.of(NodeKeys.partition(id, partitions)));
        });
  }
}
