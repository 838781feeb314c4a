package io.ganglion.spark.training;

import io.ganglion.data.Schema;
import io.ganglion.spark.cluster.SparkCluster;
import io.ganglion.spark.facts.DataFacts;
import io.ganglion.spark.facts.DataWarnings;
import io.ganglion.spark.facts.Learned;
import io.ganglion.spark.facts.RowFacts;
import io.ganglion.spark.row.UsedColumns;
import io.ganglion.spark.shard.RankedRows;
import io.ganglion.spark.shard.RowEncoding;
import io.ganglion.spark.shard.ShardPlan;
import io.ganglion.spark.shard.ShardedRows;
import io.ganglion.spark.table.DataException;
import io.ganglion.spark.table.Split;
import io.ganglion.spark.table.Table;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A training table as shards in memory, with what was learned of its columns.
 *
 * @param schema of the columns
 * @param training the rows to learn from
 * @param holdout the held-out rows; null without any
 * @param test the rows that judge the final model; null without any
 * @param facts for the report
 */
public record TrainingRows(
    Schema schema, SparkCluster training, SparkCluster holdout, SparkCluster test, DataFacts facts)
    implements AutoCloseable {
  /**
   * Fixed, so that the scores of test rows have the same bits after training and whenever the model
   * is evaluated, on whatever cluster.
   */
  public static final int TEST_SHARDS = 8;

  /**
   * Reads a table once, splits it, learns its columns from the training rows, and packs all rows
   * into shards. What comes out depends on the rows and the request alone: not on their order, on
   * files, on partitions or on the cluster.
   *
   * @throws DataException if columns or values cannot be used, or a split is empty
   * @throws io.ganglion.model.ModelException if columns don't fit the known ones
   */
  public static TrainingRows load(Table table, TrainingRequest request) {
    UsedColumns columns = UsedColumns.of(table, request.roles(), request.target());
    try (RankedRows ranked = RankedRows.rank(columns, request.seed())) {
      Split split = Split.of(request.test(), request.holdout(), request.seed());
      checkSplit(table, request, split, ranked.count());
      Learned learned = Learned.of(ranked, split);
      RowFacts facts = learned.rowFacts();
      Schema found =
          learned.schema(
              request.target(),
              request.units(),
              request.sequences(),
              request.classes(),
              request.knownClasses());
      Schema schema = request.schema(found);
      List<String> warnings = new ArrayList<>(DataWarnings.ofTraining(columns, facts, found));
      if (request.known() != null) {
        warnings.addAll(DataWarnings.ofOther(columns, facts, schema));
      }
      List<Double> classWeights =
          request.classWeights().of(table.where(), Learned.classes(schema.label(), columns, facts));
      RowEncoding encoding =
          new RowEncoding(columns.layout(), schema, request.target(), classWeights);
      ShardPlan plan =
          ShardPlan.of(
              split, ranked.count(), shards(request, facts), width(schema, facts), request.seed());
      Map<Split.Part, SparkCluster> parts = ShardedRows.of(ranked, plan, encoding).load();
      return new TrainingRows(
          schema,
          parts.get(Split.Part.TRAINING),
          parts.get(Split.Part.HELD_OUT),
          parts.get(Split.Part.TEST),
          learned.facts(schema, warnings));
    }
  }

  private static Map<Split.Part, Integer> shards(TrainingRequest request, RowFacts facts) {
    int training = request.shards().applyAsInt(facts.rows(Split.Part.TRAINING));
    Map<Split.Part, Integer> shards = new EnumMap<>(Split.Part.class);
    shards.put(Split.Part.TRAINING, training);
    shards.put(Split.Part.HELD_OUT, (int) Math.min(training, facts.rows(Split.Part.HELD_OUT)));
    shards.put(Split.Part.TEST, (int) Math.min(TEST_SHARDS, facts.rows(Split.Part.TEST)));
    return shards;
  }

  /** About how many numbers an encoded example holds. */
  static int width(Schema schema, RowFacts facts) {
    long stored = schema.sparseWidth() == 0 ? 0 : 2 * facts.vectorValues / facts.allRows();
    long ofSteps = (schema.width() + schema.categories().size()) * facts.allSteps();
    return (int) Math.min(Integer.MAX_VALUE, ofSteps / facts.allRows() + stored);
  }

  private static void checkSplit(Table table, TrainingRequest request, Split split, long rows) {
    long learned = split.before(Split.Part.TRAINING, rows);
    long heldOut = split.before(Split.Part.HELD_OUT, rows);
    long test = split.before(Split.Part.TEST, rows);
    boolean empty =
        learned == 0
            || (request.holdout() > 0.0 && heldOut == 0)
            || (request.test() > 0.0 && test == 0);
    if (empty) {
      throw new DataException(
          table.where()
              + ": "
              + (request.test() > 0.0 ? "a test share of " + request.test() + " and " : "")
              + "a holdout of "
              + request.holdout()
              + " leaves "
              + learned
              + " training and "
              + heldOut
              + " held-out rows of "
              + rows
              + "; take other shares or more rows");
    }
  }

  @Override
  public void close() {
    training.close();
    if (holdout != null) {
      holdout.close();
    }
    if (test != null) {
      test.close();
    }
  }
}
