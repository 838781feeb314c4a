package io.ganglion.optimize;

import io.ganglion.config.Section;

/**
 * Adam with weight decay beside it instead of in the gradient, so that the running means don't see
 * it.
 *
 * <p>With the learning rate η and the decay λ: {@code w −= η λ w} for the decayed weights, then
 * {@link Adam}'s step.
 *
 * <p>Source: Loshchilov &amp; Hutter 2019, "Decoupled weight decay regularization", algorithm 2.
 *
 * @param learningRate above 0
 * @param weightDecay at least 0, per step and unit of the learning rate
 * @param beta1 the decay of the mean, in [0, 1)
 * @param beta2 the decay of the mean square, in [0, 1)
 * @param epsilon above 0, added to the root of the mean square
 */
public record AdamW(
    double learningRate, double weightDecay, double beta1, double beta2, double epsilon)
    implements GradientTransform {
  /** The name in a job file. */
  static final String KIND = "adamw";

  /** At the learning rate 0.001, with the decay 0.004. */
  public static AdamW defaults() {
    return new AdamW(0.001, 0.004, 0.9, 0.999, 1e-7);
  }

  /** Reads the hyperparameters that are given, and takes the defaults for the others. */
  public static AdamW read(Section section) {
    AdamW otherwise = defaults();
    return new AdamW(
        section.positive("learningRate", otherwise.learningRate),
        section.number("weightDecay", otherwise.weightDecay, 0.0, Double.POSITIVE_INFINITY),
        section.number("beta1", otherwise.beta1, 0.0, 1.0),
        section.number("beta2", otherwise.beta2, 0.0, 1.0),
        section.positive("epsilon", otherwise.epsilon));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public int vectors() {
    return 2;
  }

  @Override
  public void apply(Step step) {
    WeightDecay.apply(step, weightDecay);
    Adam.apply(step, beta1, beta2, epsilon);
  }
}
