package io.ganglion.job;

import io.ganglion.data.Schema;
import io.ganglion.model.TrainedModel;
import io.ganglion.spark.table.TableSplits;
import io.ganglion.spark.training.LabelledRows;
import io.ganglion.spark.training.TrainingRows;
import io.ganglion.train.Cluster;
import io.ganglion.train.ModelSpec;
import io.ganglion.train.TrainingListener;
import io.ganglion.train.TrainingResult;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * Trains on datasets in hand, by the words of a job file, and leaves nothing in files.
 *
 * @param model of the best epoch
 * @param result how it got there
 * @param warnings about the data, one sentence each
 */
public record DatasetTraining(TrainedModel model, TrainingResult result, List<String> warnings) {
  public DatasetTraining {
    warnings = List.copyOf(warnings);
  }

  /**
   * Trains.
   *
   * @param keys of a job file; a {@link io.ganglion.spark.table.DatasetTable} in place of a path
   * @param listener hears of each epoch
   * @throws io.ganglion.config.ConfigException naming every problem of the keys
   * @throws io.ganglion.spark.table.DataException if the rows can't be learned from
   * @throws io.ganglion.network.NetworkException if network and columns don't fit
   * @throws io.ganglion.train.DivergedException if the loss or a weight is no longer a number
   */
  public static DatasetTraining run(
      SparkSession spark, Map<String, ?> keys, TrainingListener listener) {
    Job job = Job.read(keys);
    Beginning beginning =
        Beginning.of(job, spark.sparkContext().hadoopConfiguration(), JobTables.NOWHERE);
    JobTables tables = new JobTables(job, beginning.columns(), spark, JobTables.NOWHERE);
    TableSplits splits = tables.splits();
    try (TrainingRows rows = tables.training(splits);
        LabelledRows heldOut = tables.holdout(splits, rows)) {
      Fit fit = new Fit(job);
      Schema schema = rows.schema();
      ModelSpec spec = fit.spec(schema);
      float[] weights = beginning.weights(spec, fit.bind(spec, schema), job.training().seed());
      Cluster holdout = heldOut == null ? rows.holdout() : heldOut.rows();
      TrainingResult result = fit.train(spec, weights, rows.training(), holdout, null, listener);
      Map<String, Object> facts = ModelFacts.of(job, rows.training(), result);
      return new DatasetTraining(
          new TrainedModel(schema, spec, result.weights(), facts), result, rows.facts().warnings());
    }
  }
}
