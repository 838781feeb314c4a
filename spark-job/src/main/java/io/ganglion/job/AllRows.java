package io.ganglion.job;

import io.ganglion.config.Section;
import io.ganglion.network.Network;
import io.ganglion.optimize.Minimizer;
import io.ganglion.optimize.Regularization;
import io.ganglion.train.FullBatch;
import io.ganglion.train.ModelSpec;
import io.ganglion.train.TrainingStrategy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A full-batch method: an epoch is one of its iterations.
 *
 * @param regularization that is part of what it lowers
 */
record AllRows(Minimizer optimizer, Regularization regularization) implements Learning {
  private static final List<String> OF_MINI_BATCHES =
      List.of(
          "batchSize",
          "strategy",
          "averaging",
          "truncation",
          "schedule",
          "clip",
          "weightDecay",
          "maxNorm");

  static AllRows read(Section training, Minimizer optimizer) {
    for (String key : OF_MINI_BATCHES) {
      if (training.has(key)) {
        training.problem(
            key,
            "goes with optimizers that step on mini-batches, found "
                + optimizer.kind()
                + ", which sees all rows in each step: remove it");
      }
    }
    Regularization regularization = Regularization.read(training);
    if (regularization.l1() > 0.0 && !optimizer.takesL1()) {
      training.problem(
          "l1", "goes with lbfgs among the full-batch methods, found " + optimizer.kind());
    }
    return new AllRows(optimizer, regularization);
  }

  @Override
  public String unit() {
    return "all rows in each step";
  }

  @Override
  public int rowsAStep() {
    return FullBatch.ROWS_AT_ONCE;
  }

  @Override
  public long rowsInMemory(long rows) {
    return Math.max(rowsAStep(), Math.round(optimizer.keptShare() * rows));
  }

  @Override
  public void check(ModelSpec spec, Network network) {
    FullBatch.check(optimizer, spec, network);
  }

  @Override
  public TrainingStrategy strategy(ModelSpec spec, long seed) {
    return new FullBatch(spec, optimizer, regularization, seed);
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("Each step sees", "all rows");
    settings.putAll(MiniBatches.penalties(regularization));
    return settings;
  }
}
