package io.ganglion.job;

import io.ganglion.config.Section;
import io.ganglion.config.Spec;
import io.ganglion.network.Network;
import io.ganglion.network.NetworkException;
import io.ganglion.optimize.Clipping;
import io.ganglion.optimize.GradientTransform;
import io.ganglion.optimize.Regularization;
import io.ganglion.optimize.UpdateRule;
import io.ganglion.train.ModelSpec;
import io.ganglion.train.NeuronWeights;
import io.ganglion.train.TrainingStrategy;
import io.ganglion.train.Truncation;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Steps on mini-batches.
 *
 * @param rule by which gradients move the weights
 * @param strategy by which the shards learn together
 * @param batchSize examples a step and shard
 */
record MiniBatches(UpdateRule rule, StrategySpec strategy, int batchSize) implements Learning {
  static MiniBatches read(
      Section training, GradientTransform optimizer, int epochs, boolean holdsOut) {
    UpdateRule rule = UpdateRule.read(training, optimizer, epochs);
    if (rule.schedule().watches() && !holdsOut) {
      training.problem(
          "schedule." + rule.schedule().kind(),
          "needs held-out rows: set data.holdout, to 0.2 for example");
    }
    return new MiniBatches(rule, StrategySpec.read(training), training.integer("batchSize", 32, 1));
  }

  @Override
  public Spec optimizer() {
    return rule.optimizer();
  }

  @Override
  public String unit() {
    return "batches of " + batchSize;
  }

  @Override
  public int rowsAStep() {
    return batchSize;
  }

  @Override
  public void check(ModelSpec spec, Network network) {
    if (network.undirected() && rule.optimizer().curvatureEvery() > 0) {
      throw new NetworkException(
          "network: "
              + rule.optimizer().kind()
              + " needs the curvature of the loss, which an undirected network does not have: take"
              + " another optimizer, such as sgd or adam");
    }
    NeuronWeights.check(rule, network);
    Truncation.check(strategy.truncation(), network);
    spec.bindAugmenter();
  }

  @Override
  public TrainingStrategy strategy(ModelSpec spec, long seed) {
    return strategy.strategy(spec, rule, batchSize, seed);
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("Batch size", String.valueOf(batchSize));
    settings.put("Averaged", strategy.described());
    if (strategy.truncation() != Truncation.NONE) {
      settings.put("Learns from pieces of", strategy.truncation() + " steps");
    }
    if (rule.scheduled()) {
      settings.put("Learning rate", Reports.described(rule.schedule()));
    }
    Clipping clipping = rule.clipping();
    if (clipping.value() < Double.POSITIVE_INFINITY) {
      settings.put("Elements of gradients up to", String.valueOf(clipping.value()));
    }
    if (clipping.norm() < Double.POSITIVE_INFINITY) {
      settings.put("Norm of gradients up to", String.valueOf(clipping.norm()));
    }
    if (rule.maxNorm() < Double.POSITIVE_INFINITY) {
      settings.put("Norm of a neuron's weights up to", String.valueOf(rule.maxNorm()));
    }
    settings.putAll(penalties(rule.regularization()));
    if (rule.weightDecay() > 0.0) {
      settings.put("Weight decay", String.valueOf(rule.weightDecay()));
    }
    return settings;
  }

  /** What is added to the loss, for people. */
  static Map<String, String> penalties(Regularization regularization) {
    Map<String, String> penalties = new LinkedHashMap<>();
    if (regularization.l1() > 0.0) {
      penalties.put("l1", String.valueOf(regularization.l1()));
    }
    if (regularization.l2() > 0.0) {
      penalties.put("l2", String.valueOf(regularization.l2()));
    }
    return penalties;
  }
}
