package io.ganglion.optimize;

import io.ganglion.tensor.Ranges;

/**
 * Decoupled weight decay: {@code w −= η λ w} for the decayed weights that take part in a step.
 *
 * <p>Source: Loshchilov &amp; Hutter 2019, "Decoupled weight decay regularization".
 */
final class WeightDecay {
  private WeightDecay() {}

  /** Shrinks the weights of {@link Step#decayed} at the learning rate of the step. */
  static void apply(Step step, double decay) {
    if (decay == 0.0) {
      return;
    }
    float share = (float) (step.learningRate * decay);
    Ranges decayed = step.decayed;
    for (int i = 0; i < decayed.count(); i++) {
      shrink(step.weights, share, decayed.from(i), decayed.to(i));
    }
  }

  private static void shrink(float[] weights, float share, int from, int to) {
    for (int i = from; i < to; i++) {
      weights[i] -= share * weights[i];
    }
  }
}
