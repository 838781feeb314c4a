package io.ganglion.job.report;

import io.ganglion.spark.scoring.Forecasts;
import io.ganglion.train.Assessment;
import io.ganglion.train.PermutationImportance;

/**
 * What the kept weights do with rows.
 *
 * @param assessed the split whose predictions were looked at: {@code test}, {@code held-out} or
 *     {@code training}
 * @param permuted the split in which columns were permuted
 * @param forecasts of the assessed split; null where the model forecasts nothing
 * @param embedding of examples of the assessed split; null where none is shown
 */
public record Findings(
    String assessed,
    Assessment assessment,
    String permuted,
    PermutationImportance importance,
    Forecasts forecasts,
    Embedding embedding) {}
