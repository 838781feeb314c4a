package io.ganglion.spark.graph;

import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.ganglion.spark.table.RefusedValue;
import io.ganglion.tensor.Seeds;
import org.apache.spark.sql.Column;

/**
 * Numbers that stand for the ids of nodes, of whatever type those are: 64-bit hashes of their
 * texts. Among a hundred million nodes the chance that two share one is 3 in 10,000; they are then
 * reported as a node that comes twice.
 */
final class NodeKeys {
  private NodeKeys() {}

  /**
   * The key of a node's id.
   *
   * @param subject what a message calls the column
   */
  static Column of(String subject, Column id) {
    return of(subject, id, "the id of a node");
  }

  /** The key of an id, of which a message says what it is. */
  static Column of(String subject, Column id, String expected) {
    Column text = id.cast("string");
    return when(id.isNotNull(), xxhash64(text))
        .when(RefusedValue.of(subject, text, expected), xxhash64(text));
  }

  /** The partition among n that holds what belongs to a key. */
  static int partition(long key, int n) {
    return (int) Long.remainderUnsigned(Seeds.mix(key), n);
  }
}
