package io.ganglion.job;

import io.ganglion.config.Section;
import io.ganglion.network.Network;
import io.ganglion.network.UndirectedSpec;
import io.ganglion.train.FullBatch;
import io.ganglion.train.ModelSpec;
import io.ganglion.train.PatternStorage;
import io.ganglion.train.TrainingStrategy;
import java.util.List;
import java.util.Map;

/**
 * All rows stored in one pass: nothing is lowered step by step.
 *
 * @param optimizer the network itself, which says how it stores
 */
record StoredPatterns(UndirectedSpec optimizer) implements Learning {
  private static final List<String> OF_STEPS =
      List.of(
          "optimizer",
          "epochs",
          "batchSize",
          "strategy",
          "averaging",
          "schedule",
          "clip",
          "l1",
          "l2",
          "weightDecay",
          "maxNorm",
          "earlyStopping",
          "from");

  static StoredPatterns read(Section training, UndirectedSpec network) {
    for (String key : OF_STEPS) {
      if (training.has(key)) {
        training.problem(
            key,
            "goes with networks that learn step by step, found "
                + network.kind()
                + ", which stores all rows in one pass: remove it");
      }
    }
    return new StoredPatterns(network);
  }

  @Override
  public String unit() {
    return "all rows in one pass";
  }

  @Override
  public int rowsAStep() {
    return FullBatch.ROWS_AT_ONCE;
  }

  @Override
  public void check(ModelSpec spec, Network network) {
    // Whatever binds can be stored.
  }

  @Override
  public TrainingStrategy strategy(ModelSpec spec, long seed) {
    return new PatternStorage(spec);
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("Patterns are stored", unit());
  }
}
