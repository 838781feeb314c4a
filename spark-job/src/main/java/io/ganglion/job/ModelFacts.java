package io.ganglion.job;

import io.ganglion.train.Cluster;
import io.ganglion.train.TrainingResult;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a model tells people of its training. */
final class ModelFacts {
  private ModelFacts() {}

  /** Facts without times or run ids, so that the same run again gives the same bytes. */
  static Map<String, Object> of(Job job, Cluster rows, TrainingResult result) {
    TrainingSpec training = job.training();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("name", job.name());
    facts.put("epoch", result.bestEpoch());
    facts.put("epochs", result.epochs().size());
    facts.put("rows", rows.examples());
    facts.put("shards", rows.shards());
    facts.put("batchSize", training.learning().rowsAStep());
    facts.put("seed", training.seed());
    facts.put("optimizer", Reports.optimizer(training));
    return facts;
  }
}
