package io.ganglion.spark;

import io.ganglion.data.RawRow;
import io.ganglion.data.RowEncoder;
import io.ganglion.data.Schema;
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
    return new NodeRows(schema.width(), schema.categories().size(), schema.sparseWidth(), 0);
  }

  @Override
  public Iterator<Tuple2<Integer, NodeRows>> call(Iterator<Row> rows) {
    RowEncoder encoder = new RowEncoder(schema);
    RawRow raw = new RawRow(schema);
    int width = schema.width();
    int idColumns = schema.categories().size();
    int most = Math.max(partitions, MOST_VALUES / (width + idColumns + 1));
    return new Packing<>(
        rows,
        this::empty,
        NodeRows::trimmed,
        most,
        (row, packed) -> {
          String problem = values.read(row, raw);
          if (problem != null) {
            throw new DataException(problem);
          }
          long id = row.getLong(key);
          NodeRows to = packed.of(NodeKeys.partition(id, partitions));
          int place = to.add(id);
          encoder.encode(raw.numbers, 0, to.numeric, place * width);
          for (int c = 0; c < idColumns; c++) {
            to.ids[place * idColumns + c] = encoder.id(c, raw.categories[c]);
          }
          if (to.sparse.columns > 0) {
            to.sparse.set(place, raw.index, raw.value, raw.stored);
          }
        });
  }
}
