package io.ganglion.spark.graph;

import io.ganglion.data.RawRow;
import io.ganglion.data.RowEncoder;
import io.ganglion.data.Schema;
import io.ganglion.spark.row.RawValues;
import io.ganglion.spark.table.DataException;
import org.apache.spark.sql.Row;

/** Encodes nodes by a schema. For one thread. */
final class NodeEncoder {
  private final RawValues values;
  private final RowEncoder encoder;
  private final RawRow raw;

  NodeEncoder(RawValues values, Schema schema) {
    this.values = values;
    this.encoder = new RowEncoder(schema);
    this.raw = new RawRow(schema);
  }

  /**
   * Adds a node to others.
   *
   * @throws DataException if it has a value that is none of its column
   */
  void add(Row row, long key, NodeRows to) {
    String problem = values.read(row, raw);
    if (problem != null) {
      throw new DataException(problem);
    }
    int place = to.add(key);
    encoder.encode(raw.numbers, 0, to.numeric, place * to.width);
    for (int c = 0; c < to.idColumns; c++) {
      to.ids[place * to.idColumns + c] = encoder.id(c, raw.categories[c]);
    }
    if (to.sparse.columns > 0) {
      to.sparse.set(place, raw.index, raw.value, raw.stored);
    }
  }
}
