package io.ganglion.optimize;

import io.ganglion.config.Section;
import io.ganglion.tensor.Ranges;

/**
 * Gradient descent whose steps have the size of earlier steps: a gradient is divided by a running
 * root mean square of its kind, and multiplied by that of the updates.
 *
 * <p>With the learning rate η, the decay ρ and the gradient g of the mean loss: {@code s = ρ s + (1
 * − ρ) g²; u = √(d + ε) / √(s + ε) · g; d = ρ d + (1 − ρ) u²; w −= η u}.
 *
 * <p>Source: Zeiler 2012, algorithm 1; there η is 1.
 *
 * @param learningRate above 0
 * @param rho the decay of both mean squares, in [0, 1)
 * @param epsilon above 0, added to both mean squares
 */
public record Adadelta(double learningRate, double rho, double epsilon)
    implements GradientTransform {
  /** The name in a job file. */
  static final String KIND = "adadelta";

  /** At the learning rate 0.001. */
  public static Adadelta defaults() {
    return new Adadelta(0.001, 0.95, 1e-7);
  }

  /** Reads the hyperparameters that are given, and takes the defaults for the others. */
  public static Adadelta read(Section section) {
    Adadelta otherwise = defaults();
    return new Adadelta(
        section.positive("learningRate", otherwise.learningRate),
        section.number("rho", otherwise.rho, 0.0, 1.0),
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
    Ranges active = step.active;
    for (int i = 0; i < active.count(); i++) {
      move(
          step.weights,
          step.gradient,
          step.state[0],
          step.state[1],
          (float) step.learningRate,
          (float) rho,
          (float) (1.0 - rho),
          (float) epsilon,
          active.from(i),
          active.to(i));
    }
  }

  private static void move(
      float[] weights,
      float[] gradient,
      float[] square,
      float[] moved,
      float rate,
      float keep,
      float take,
      float epsilon,
      int from,
      int to) {
    for (int i = from; i < to; i++) {
      float g = gradient[i];
      gradient[i] = 0f;
      float s = keep * square[i] + take * (g * g);
      square[i] = s;
      float d = moved[i];
      float u = (float) Math.sqrt(d + epsilon) / (float) Math.sqrt(s + epsilon) * g;
      moved[i] = keep * d + take * (u * u);
      weights[i] -= rate * u;
    }
  }
}
