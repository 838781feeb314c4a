package io.ganglion.spark.scoring;

import io.ganglion.data.FeatureColumn;
import io.ganglion.data.NumericColumn;
import io.ganglion.data.Schema;
import io.ganglion.model.TrainedModel;
import io.ganglion.spark.row.ColumnCounts;
import io.ganglion.spark.row.RawValues;
import io.ganglion.spark.table.DataException;
import io.ganglion.spark.table.Table;
import io.ganglion.spark.table.TableColumn;
import io.ganglion.train.TrainState;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.LongAccumulator;

/** Adds predictions, or the activations of a hidden layer, to the rows of a table. */
public final class Scoring {
  /** What becomes of a row with a value that is no number. */
  public enum Invalid {
    ERROR,
    SKIP
  }

  private static final int CAPACITY = 512;

  /** How many columns a warning names. */
  private static final int NAMED = 5;

  private final SparkSession spark;
  private final TrainedModel model;
  private final Answer answer;
  private final Invalid invalid;
  private final LongAccumulator scored;
  private final LongAccumulator skipped;
  private final ColumnCounts missing;

  /**
   * A scoring.
   *
   * @param answer what is wanted of the model
   */
  public Scoring(SparkSession spark, TrainedModel model, Answer answer, Invalid invalid) {
    this.spark = spark;
    this.model = model;
    this.answer = answer;
    this.invalid = invalid;
    this.scored = spark.sparkContext().longAccumulator("rows predicted");
    this.skipped = spark.sparkContext().longAccumulator("rows skipped");
    this.missing = new ColumnCounts(model.schema().numbers().size());
    spark.sparkContext().register(missing);
  }

  /**
   * The rows of the table with the new columns behind its own.
   *
   * @throws DataException if a feature is missing, or a new column has the name of an old one
   */
  public Dataset<Row> score(Table table) {
    Schema schema = model.schema();
    Broadcast<TrainState> weights =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .broadcast(TrainState.start(model.weights(), 0));
    return schema.sequences() == null
        ? scoredRows(table, weights)
        : scoredSequences(table, weights);
  }

  /** The columns of a table, or of the sequences in it, that stand before the new ones. */
  public List<String> own(Table table) {
    return model.schema().sequences() == null
        ? table.columns().stream().map(TableColumn::name).toList()
        : List.of(scorable(table).type().fieldNames());
  }

  private ScoredTable scorable(Table table) {
    return ScoredTable.of(table, model.schema(), answer.perStep());
  }

  private static StructType with(StructType own, Answer answer, Table table) {
    checkNew(table, List.of(own.fieldNames()), answer);
    StructType all = new StructType(own.fields());
    for (StructField column : answer.columns().fields()) {
      all = all.add(column);
    }
    return all;
  }

  /**
   * Refuses an answer whose columns have the names of others.
   *
   * @throws DataException naming one
   */
  public static void checkNew(Table table, List<String> taken, Answer answer) {
    for (StructField column : answer.columns().fields()) {
      if (taken.contains(column.name())) {
        throw new DataException(
            table.where() + ": column '" + column.name() + "' is there already; rename or drop it");
      }
    }
  }

  private Dataset<Row> scoredSequences(Table table, Broadcast<TrainState> weights) {
    Schema schema = model.schema();
    ScoredTable scorable = scorable(table);
    RawValues values =
        new RawValues(table.where(), scorable.places().features, schema, scorable.places().whole());
    ScoredSequences.Job job =
        new ScoredSequences.Job(
            schema, model.spec(), answer, values, scorable.places(), invalid == Invalid.SKIP);
    LongAccumulator good = scored;
    LongAccumulator bad = skipped;
    ColumnCounts gaps = missing;
    return scorable
        .rows()
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>)
                rows -> new ScoredSequences(job, weights.value().weights, rows, good, bad, gaps),
            Encoders.row(with(scorable.type(), answer, table)));
  }

  private Dataset<Row> scoredRows(Table table, Broadcast<TrainState> weights) {
    Schema schema = model.schema();
    int[] positions = positions(table, schema);
    StructType all = with(table.rows().schema(), answer, table);
    RawValues values = new RawValues(table.where(), positions, schema);
    ScoredRows.Job job =
        new ScoredRows.Job(schema, model.spec(), answer, values, invalid == Invalid.SKIP, CAPACITY);
    LongAccumulator good = scored;
    LongAccumulator bad = skipped;
    ColumnCounts gaps = missing;
    return table
        .rows()
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>)
                rows -> new ScoredRows(job, weights.value().weights, rows, good, bad, gaps),
            Encoders.row(all));
  }

  /** The number of rows predicted, once the result was written. */
  public long scored() {
    return scored.value();
  }

  /** The number of rows left out, once the result was written. */
  public long skipped() {
    return skipped.value();
  }

  /**
   * A warning for values that were missing in columns where none was in training, once the result
   * was written; null without any.
   */
  public String warning() {
    List<NumericColumn> features = model.schema().numbers();
    long[] rows = missing.value();
    List<String> surprising =
        IntStream.range(0, rows.length)
            .filter(i -> rows[i] > 0 && !features.get(i).flagged())
            .mapToObj(i -> "'" + features.get(i).name() + "' (rows: " + rows[i] + ")")
            .toList();
    if (surprising.isEmpty()) {
      return null;
    }
    return "values are missing in "
        + String.join(", ", surprising.subList(0, Math.min(NAMED, surprising.size())))
        + (surprising.size() > NAMED ? " and " + (surprising.size() - NAMED) + " more" : "")
        + ", but none were in training: the training mean stands in";
  }

  private static int[] positions(Table table, Schema schema) {
    checkFeatures(table, schema);
    int[] positions = new int[schema.features().size()];
    Arrays.setAll(positions, i -> table.indexOf(schema.features().get(i).name()));
    return positions;
  }

  /**
   * Refuses a table without the columns that a model needs.
   *
   * @throws DataException naming those
   */
  public static void checkFeatures(Table table, Schema schema) {
    List<String> missing =
        schema.features().stream()
            .map(FeatureColumn::name)
            .filter(name -> table.indexOf(name) < 0)
            .map(
                name ->
                    table.where()
                        + ": the model needs column '"
                        + name
                        + "', which is not in "
                        + table.location()
                        + table.hint(name))
            .toList();
    if (!missing.isEmpty()) {
      throw new DataException(missing);
    }
  }
}
