package io.ganglion.train;

import io.ganglion.network.Network;
import io.ganglion.optimize.Clipping;
import io.ganglion.optimize.ConstantRate;
import io.ganglion.optimize.Regularization;
import io.ganglion.optimize.Sgd;
import io.ganglion.optimize.Step;
import io.ganglion.optimize.UpdateRule;
import io.ganglion.tensor.Ranges;

/**
 * What the driver makes of averaged weights: the step of {@link Averaging} along their change.
 * Parameters that are not trained take their average.
 */
final class OuterStep {
  private final boolean plain;
  private final UpdateRule rule;
  private final Ranges trained;
  private final int[] matrices;

  /**
   * The outer step of a training.
   *
   * @param inner rule of the shards' steps, whose bound on the weights holds here too
   */
  OuterStep(Averaging averaging, UpdateRule inner, Network network) {
    this.plain = averaging.plain();
    this.rule =
        new UpdateRule(
            new Sgd(averaging.learningRate(), averaging.momentum(), averaging.nesterov()),
            Clipping.NONE,
            Regularization.NONE,
            0.0,
            ConstantRate.defaults(),
            0,
            inner.maxNorm());
    this.matrices = NeuronWeights.matrices(network);
    this.trained = TrainedRanges.all(network);
  }

  /** The number of vectors that it remembers: a velocity, or none. */
  int vectors() {
    return rule.optimizer().vectors();
  }

  /**
   * Moves on from the weights before a round.
   *
   * @param before not written
   * @param average the averaged weights; overwritten by the new ones
   * @param velocity moved on; empty without a momentum
   */
  void apply(float[] before, float[] average, float[][] velocity) {
    if (plain) {
      return;
    }
    Step step = new Step();
    step.gradient = new float[average.length];
    for (int i = 0; i < trained.count(); i++) {
      for (int j = trained.from(i); j < trained.to(i); j++) {
        step.gradient[j] = before[j] - average[j];
        average[j] = before[j];
      }
    }
    step.weights = average;
    step.state = velocity;
    step.active = trained;
    step.decayed = new Ranges();
    step.matrices = matrices;
    step.learningRate = rule.optimizer().learningRate();
    rule.apply(step);
  }
}
