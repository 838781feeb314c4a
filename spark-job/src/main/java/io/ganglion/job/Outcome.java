package io.ganglion.job;

import io.ganglion.job.report.Findings;
import io.ganglion.spark.facts.DataFacts;
import io.ganglion.spark.training.TrainingRows;
import io.ganglion.train.ModelSpec;
import io.ganglion.train.Scores;
import io.ganglion.train.TrainingResult;
import java.util.Map;

/**
 * What a run came to.
 *
 * @param rows the training table
 * @param holdout facts of held-out rows that were not drawn from the training table; null without
 *     any
 * @param test facts of test rows that were not drawn from the training table; null without any
 * @param scores of the kept weights by split: train, holdout, test
 * @param verdict of the gate; null without one
 * @param findings for the report
 */
record Outcome(
    ModelSpec spec,
    TrainingRows rows,
    DataFacts holdout,
    DataFacts test,
    TrainingResult result,
    Map<String, Scores> scores,
    Verdict verdict,
    Findings findings) {}
