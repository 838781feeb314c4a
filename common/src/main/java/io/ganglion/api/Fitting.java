package io.ganglion.api;

import io.ganglion.metric.ScalarMetric;
import io.ganglion.network.Network;
import io.ganglion.optimize.GradientTransform;
import io.ganglion.optimize.Minimizer;
import io.ganglion.optimize.UpdateRule;
import io.ganglion.train.Cluster;
import io.ganglion.train.EarlyStopping;
import io.ganglion.train.FullBatch;
import io.ganglion.train.GradientAggregation;
import io.ganglion.train.ModelSpec;
import io.ganglion.train.NeuronWeights;
import io.ganglion.train.ParameterAveraging;
import io.ganglion.train.Trainer;
import io.ganglion.train.TrainingListener;
import io.ganglion.train.TrainingResult;
import io.ganglion.train.TrainingStrategy;

/** Hands a model to the trainer that jobs use. */
final class Fitting {
  private final ModelSpec spec;
  private final Compilation compiled;
  private final FitOptions options;

  Fitting(ModelSpec spec, Compilation compiled, FitOptions options) {
    this.spec = spec;
    this.compiled = compiled;
    this.options = options;
  }

  /**
   * Trains.
   *
   * @param weights to begin with; null for fresh ones
   * @param holdout null where nothing is held out
   */
  TrainingResult run(
      float[] weights, Cluster training, Cluster holdout, TrainingListener listener) {
    checkHoldout(holdout != null);
    ModelSpec curves = spec.withScalarMetrics();
    Network network = curves.bind();
    TrainingStrategy strategy = strategy(curves, network);
    Trainer trainer =
        new Trainer(curves, strategy, options.epochs, options.earlyStopping, listener);
    float[] first = weights == null ? network.initialize(options.seed) : weights.clone();
    return trainer.train(strategy.start(first), training, holdout);
  }

  private void checkHoldout(boolean holdsOut) {
    EarlyStopping stopping = options.earlyStopping;
    if (!holdsOut && (stopping != null || options.schedule.watches())) {
      throw new IllegalArgumentException(
          (stopping == null ? options.schedule.kind() : "earlyStopping")
              + ": needs held-out examples: set holdout, to 0.2 for example");
    }
    boolean known =
        stopping == null
            || stopping.monitor().equals(EarlyStopping.LOSS)
            || compiled.metrics().stream()
                .anyMatch(m -> m instanceof ScalarMetric && m.kind().equals(stopping.monitor()));
    if (!known) {
      throw new IllegalArgumentException(
          "earlyStopping: expected loss or a metric that is a number and was compiled in, found "
              + stopping.monitor());
    }
  }

  private TrainingStrategy strategy(ModelSpec curves, Network network) {
    if (compiled.optimizer() instanceof Minimizer minimizer) {
      FullBatch.check(minimizer, curves, network);
      if (options.regularization.l1() > 0.0 && !minimizer.takesL1()) {
        throw new IllegalArgumentException(
            "regularization: " + minimizer.kind() + " takes no l1: take lbfgs, or l2");
      }
      return new FullBatch(curves, minimizer, options.regularization, options.seed);
    }
    UpdateRule rule =
        new UpdateRule(
            (GradientTransform) compiled.optimizer(),
            options.clipping,
            options.regularization,
            options.weightDecay,
            options.schedule,
            options.epochs,
            options.maxNorm);
    NeuronWeights.check(rule, network);
    return options.synchronous
        ? new GradientAggregation(curves, rule, options.batchSize, options.seed)
        : new ParameterAveraging(curves, rule, options.batchSize, options.averaging, options.seed);
  }
}
