package io.ganglion.optimize;

import io.ganglion.config.Section;
import io.ganglion.tensor.Ranges;

/**
 * Gradient descent that divides each gradient by a running root mean square of its kind.
 *
 * <p>With the learning rate η, the decay ρ, the momentum μ and the gradient g of the mean loss:
 * {@code s = ρ s + (1 − ρ) g²; u = −η g / √(s + ε)}, then {@code w += u} without momentum, and
 * {@code v = μ v + u; w += v} with it.
 *
 * <p>Source: Tieleman &amp; Hinton 2012, lecture 6.5; with momentum, and ε under the root: Graves
 * 2013, eq. 38–41, here without centring.
 *
 * @param learningRate above 0
 * @param rho the decay of the mean square, in [0, 1)
 * @param momentum in [0, 1); 0 for none, which needs one state vector less
 * @param epsilon above 0, added to the mean square
 */
public record RmsProp(double learningRate, double rho, double momentum, double epsilon)
    implements GradientTransform {
  /** The name in a job file. */
  static final String KIND = "rmsprop";

  /** At the learning rate 0.001, without momentum. */
  public static RmsProp defaults() {
    return new RmsProp(0.001, 0.9, 0.0, 1e-7);
  }

  /** Reads the hyperparameters that are given, and takes the defaults for the others. */
  public static RmsProp read(Section section) {
    RmsProp otherwise = defaults();
    return new RmsProp(
        section.positive("learningRate", otherwise.learningRate),
        section.number("rho", otherwise.rho, 0.0, 1.0),
        section.number("momentum", otherwise.momentum, 0.0, 1.0),
        section.positive("epsilon", otherwise.epsilon));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public int vectors() {
    return momentum == 0.0 ? 1 : 2;
  }

  @Override
  public void apply(Step step) {
    Ranges active = step.active;
    float rate = (float) step.learningRate;
    float keep = (float) rho;
    float take = (float) (1.0 - rho);
    for (int i = 0; i < active.count(); i++) {
      int from = active.from(i);
      int to = active.to(i);
      float[] square = step.state[0];
      if (momentum == 0.0) {
        move(step.weights, step.gradient, square, rate, keep, take, (float) epsilon, from, to);
      } else {
        scale(step.gradient, square, rate, keep, take, (float) epsilon, from, to);
        roll(step.weights, step.gradient, step.state[1], (float) momentum, from, to);
      }
    }
  }

  private static void move(
      float[] weights,
      float[] gradient,
      float[] square,
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
      weights[i] -= rate * g / (float) Math.sqrt(s + epsilon);
    }
  }

  private static void scale(
      float[] gradient,
      float[] square,
      float rate,
      float keep,
      float take,
      float epsilon,
      int from,
      int to) {
    for (int i = from; i < to; i++) {
      float g = gradient[i];
      float s = keep * square[i] + take * (g * g);
      square[i] = s;
      gradient[i] = rate * g / (float) Math.sqrt(s + epsilon);
    }
  }

  private static void roll(
      float[] weights, float[] gradient, float[] velocity, float momentum, int from, int to) {
    for (int i = from; i < to; i++) {
      float v = momentum * velocity[i] + gradient[i];
      gradient[i] = 0f;
      velocity[i] = v;
      weights[i] -= v;
    }
  }
}
