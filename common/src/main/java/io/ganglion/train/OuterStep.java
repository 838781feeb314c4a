package io.ganglion.train;

import io.ganglion.network.Network;
import io.ganglion.optimize.Sgd;
import io.ganglion.optimize.Step;
import io.ganglion.tensor.Ranges;

/**
 * What the driver makes of averaged weights: the step of {@link Averaging} along their change.
 * Parameters that are not trained take their average.
 */
final class OuterStep {
  private final boolean plain;
  private final Sgd rule;
  private final Ranges trained;

  OuterStep(Averaging averaging, Network network) {
    this.plain = averaging.plain();
    this.rule = new Sgd(averaging.learningRate(), averaging.momentum(), averaging.nesterov());
    this.trained = TrainedRanges.all(network);
  }

  /** The number of vectors that it remembers: a velocity, or none. */
  int vectors() {
    return rule.vectors();
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
    step.learningRate = rule.learningRate();
    rule.apply(step);
  }
}
