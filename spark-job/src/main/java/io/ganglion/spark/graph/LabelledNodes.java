package io.ganglion.spark.graph;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.ganglion.loss.Loss;
import io.ganglion.spark.table.SourceFailures;
import io.ganglion.spark.table.Split;
import io.ganglion.spark.table.Table;
import io.ganglion.spark.table.TableSplits;
import io.ganglion.spark.training.TrainingRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;

/**
 * The nodes of a table that are examples, each with a part and a place: hashes of the seed and of
 * the node's key decide, and shares are the same in each class.
 */
final class LabelledNodes {
  static final String KEY = "key";
  static final String ORDER = "order";
  static final String PART = "part";
  static final String PLACE = "place";
  static final String WEIGHT = "weight";

  /** Before the number of a label. */
  static final String LABEL = "label ";

  /** Examples whose label is a number are split in groups of about so many at most. */
  private static final long MOST_OF_GROUP = 1L << 20;

  /** They are spread over shards in so many groups. */
  private static final int GROUPS = 64;

  private LabelledNodes() {}

  /**
   * A table whose nodes say what each is for: as the table says it, else by random shares of those
   * that have a label.
   *
   * @param nodes with their keys
   */
  static Table split(Table nodes, TrainingRequest request) {
    if (nodes.indexOf(TableSplits.PART) >= 0) {
      return nodes;
    }
    Split split = Split.of(request.test(), request.holdout(), request.seed());
    UDF1<Integer, Integer> part = row -> split.part(row - 1L).index();
    Column labelled =
        request.roles().labels().stream()
            .map(label -> Table.column(nodes.indexOf(label)).isNotNull())
            .reduce(Column::and)
            .orElseThrow();
    Column key = Table.column(nodes.indexOf(GraphPartitions.KEY));
    Column order = xxhash64(lit(request.seed()), key);
    Column row =
        row_number()
            .over(
                Window.partitionBy(labelled, group(nodes, request, order, groups(nodes, request)))
                    .orderBy(order, key));
    String[] names = nodes.rows().columns();
    String[] marked = Arrays.copyOf(names, names.length + 1);
    marked[names.length] = TableSplits.PART;
    Dataset<Row> rows =
        nodes
            .positional()
            .withColumn("row", row)
            .withColumn(
                TableSplits.PART,
                when(labelled, udf(part, DataTypes.IntegerType).apply(col("row")))
                    .otherwise(lit(TableSplits.UNUSED)))
            .drop("row");
    return nodes.with(rows.toDF(marked));
  }

  private static long groups(Table nodes, TrainingRequest request) {
    return request.target() == Loss.Target.NUMBERS
        ? SourceFailures.explained(nodes.where(), nodes.location(), () -> nodes.rows().count())
                / MOST_OF_GROUP
            + 1
        : 1;
  }

  /** Within which shares are exact. */
  private static Column group(Table nodes, TrainingRequest request, Column order, long groups) {
    return request.target() == Loss.Target.NUMBERS
        ? pmod(order, lit(groups)).cast("string")
        : Table.column(nodes.indexOf(request.roles().labels().get(0))).cast("string");
  }

  /**
   * The examples: a key, an order among those of a shard, a part, a place in it, a weight and
   * labels.
   *
   * @param nodes that say what each is for
   */
  static Dataset<Row> examples(Table nodes, TrainingRequest request) {
    Column part = Table.column(nodes.indexOf(TableSplits.PART));
    return placed(nodes.positional().where(part.notEqual(lit(TableSplits.UNUSED))), nodes, request);
  }

  /** The same with those that are for nothing. */
  static Dataset<Row> all(Table nodes, TrainingRequest request) {
    return placed(nodes.positional(), nodes, request);
  }

  private static Dataset<Row> placed(Dataset<Row> rows, Table nodes, TrainingRequest request) {
    Column key = Table.column(nodes.indexOf(GraphPartitions.KEY));
    Column order = xxhash64(lit(request.seed()), key, lit(1));
    Column part = Table.column(nodes.indexOf(TableSplits.PART));
    Column group = group(nodes, request, order, GROUPS);
    Column row = row_number().over(Window.partitionBy(part, group).orderBy(order, key));
    String weight = request.roles().weight();
    List<Column> columns = new ArrayList<>();
    columns.add(key.as(KEY));
    columns.add(order.as(ORDER));
    columns.add(part.as(PART));
    // Each class begins at a shard of its own, so that small ones do not meet in the first.
    columns.add(row.cast("long").plus(pmod(xxhash64(group), lit(1 << 20))).as(PLACE));
    columns.add(
        (weight == null ? lit(1.0) : Table.column(nodes.indexOf(weight)).cast("double"))
            .as(WEIGHT));
    for (int i = 0; i < request.roles().labels().size(); i++) {
      columns.add(Table.column(nodes.indexOf(request.roles().labels().get(i))).as(LABEL + i));
    }
    return rows.select(columns.toArray(Column[]::new));
  }
}
