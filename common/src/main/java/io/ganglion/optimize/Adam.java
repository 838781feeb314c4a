package io.ganglion.optimize;

import io.ganglion.config.Section;
import io.ganglion.tensor.Ranges;

/**
 * Gradient descent with running means of the gradient and of its square, corrected for their start
 * from zero.
 *
 * <p>With the learning rate η, the step number t and the gradient g of the mean loss: {@code m +=
 * (1 − β₁)(g − m); s += (1 − β₂)(g² − s); w −= η √(1 − β₂ᵗ) / (1 − β₁ᵗ) · m / (√s + ε)}.
 *
 * <p>Source: Kingma &amp; Ba 2015, algorithm 1 in the order of its section 2, where ε stands beside
 * the uncorrected root.
 *
 * @param learningRate above 0
 * @param beta1 the decay of the mean, in [0, 1)
 * @param beta2 the decay of the mean square, in [0, 1)
 * @param epsilon above 0, added to the root of the mean square
 */
public record Adam(double learningRate, double beta1, double beta2, double epsilon)
    implements GradientTransform {
  /** The name in a job file. */
  static final String KIND = "adam";

  /** At the learning rate 0.001. */
  public static Adam defaults() {
    return new Adam(0.001, 0.9, 0.999, 1e-7);
  }

  /** Reads the hyperparameters that are given, and takes the defaults for the others. */
  public static Adam read(Section section) {
    Adam otherwise = defaults();
    return new Adam(
        section.positive("learningRate", otherwise.learningRate),
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
    apply(step, beta1, beta2, epsilon);
  }

  /** The same rule with the hyperparameters of a relative. */
  static void apply(Step step, double beta1, double beta2, double epsilon) {
    Ranges active = step.active;
    double t = (double) step.number;
    double correction = Math.sqrt(1.0 - Math.pow(beta2, t)) / (1.0 - Math.pow(beta1, t));
    float rate = (float) (step.learningRate * correction);
    float takeMean = (float) (1.0 - beta1);
    float takeSquare = (float) (1.0 - beta2);
    for (int i = 0; i < active.count(); i++) {
      move(
          step.weights,
          step.gradient,
          step.state[0],
          step.state[1],
          rate,
          takeMean,
          takeSquare,
          (float) epsilon,
          active.from(i),
          active.to(i));
    }
  }

  private static void move(
      float[] weights,
      float[] gradient,
      float[] mean,
      float[] square,
      float rate,
      float takeMean,
      float takeSquare,
      float epsilon,
      int from,
      int to) {
    for (int i = from; i < to; i++) {
      float g = gradient[i];
      gradient[i] = 0f;
      float m = mean[i] + takeMean * (g - mean[i]);
      float s = square[i] + takeSquare * (g * g - square[i]);
      mean[i] = m;
      square[i] = s;
      weights[i] -= rate * m / ((float) Math.sqrt(s) + epsilon);
    }
  }
}
