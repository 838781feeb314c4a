package io.ganglion.job;

import io.ganglion.model.TrainedModel;
import io.ganglion.spark.training.TrainingRows;
import io.ganglion.train.Evaluation;
import io.ganglion.train.Scores;
import io.ganglion.train.TrainState;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** Scores of a saved model on rows that a job splits off. */
final class JobScores {
  private JobScores() {}

  /** Reads the model and the job's table again, and scores the held-out rows. */
  static Scores ofHoldout(String job, String model) throws IOException {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    try (SparkSession spark = Sparks.open("test")) {
      JobTables tables =
          new JobTables(Job.read(JobFiles.tree(job, List.of())), null, spark, nowhere);
      try (TrainingRows rows = tables.training(tables.splits())) {
        TrainedModel saved = Models.read(model, spark.sparkContext().hadoopConfiguration());
        TrainState state = TrainState.start(saved.weights(), 0);
        return Evaluation.of(saved.spec(), state, rows.holdout(), "test");
      }
    }
  }
}
