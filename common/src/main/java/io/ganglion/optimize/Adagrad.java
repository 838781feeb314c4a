package io.ganglion.optimize;

import io.ganglion.config.Section;
import io.ganglion.tensor.Ranges;

/**
 * Gradient descent that divides each gradient by the root of the sum of all its squares so far, so
 * that parameters that are seldom moved go on with large steps.
 *
 * <p>With the learning rate η and the gradient g of the mean loss: {@code s += g²; w −= η g / √(a +
 * s + ε)}. The start a of the sum is added when it is used, so that the state starts from zero.
 *
 * <p>Source: Duchi, Hazan &amp; Singer 2011, eq. 1.
 *
 * @param learningRate above 0
 * @param initialAccumulatorValue a, at least 0
 * @param epsilon above 0, added to the sum of squares
 */
public record Adagrad(double learningRate, double initialAccumulatorValue, double epsilon)
    implements GradientTransform {
  /** The name in a job file. */
  static final String KIND = "adagrad";

  /** At the learning rate 0.001. */
  public static Adagrad defaults() {
    return new Adagrad(0.001, 0.1, 1e-7);
  }

  /** Reads the hyperparameters that are given, and takes the defaults for the others. */
  public static Adagrad read(Section section) {
    Adagrad otherwise = defaults();
    return new Adagrad(
        section.positive("learningRate", otherwise.learningRate),
        section.number(
            "initialAccumulatorValue",
            otherwise.initialAccumulatorValue,
            0.0,
            Double.POSITIVE_INFINITY),
        section.positive("epsilon", otherwise.epsilon));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public int vectors() {
    return 1;
  }

  @Override
  public void apply(Step step) {
    Ranges active = step.active;
    float rate = (float) step.learningRate;
    float start = (float) (initialAccumulatorValue + epsilon);
    for (int i = 0; i < active.count(); i++) {
      move(step.weights, step.gradient, step.state[0], rate, start, active.from(i), active.to(i));
    }
  }

  private static void move(
      float[] weights,
      float[] gradient,
      float[] squares,
      float rate,
      float start,
      int from,
      int to) {
    for (int i = from; i < to; i++) {
      float g = gradient[i];
      gradient[i] = 0f;
      float s = squares[i] + g * g;
      squares[i] = s;
      weights[i] -= rate * g / (float) Math.sqrt(s + start);
    }
  }
}
