package io.ganglion.optimize;

import io.ganglion.config.Section;
import io.ganglion.tensor.Ranges;

/**
 * Stochastic gradient descent, with momentum where wanted.
 *
 * <p>With the learning rate η, the momentum μ and the gradient g of the mean loss: {@code w −= η g}
 * without momentum, {@code v = μ v − η g; w += v} with it, and {@code v = μ v − η g; w += μ v − η
 * g} for Nesterov's.
 *
 * <p>Source: Robbins &amp; Monro 1951; momentum: Sutskever, Martens, Dahl &amp; Hinton 2013, eq.
 * 1–2, after Polyak 1964; Nesterov's: the same, eq. 3–4, written by Bengio, Boulanger-Lewandowski
 * &amp; Pascanu 2013, section 3.5, for the gradient at the weights that are kept.
 *
 * @param learningRate above 0
 * @param momentum in [0, 1); 0 for none, which needs no state
 * @param nesterov whether the momentum looks ahead
 */
public record Sgd(double learningRate, double momentum, boolean nesterov)
    implements GradientTransform {
  /** The name in a job file. */
  static final String KIND = "sgd";

  /** Without momentum, at the learning rate 0.01. */
  public static Sgd defaults() {
    return new Sgd(0.01, 0.0, false);
  }

  /** Reads the hyperparameters that are given, and takes the defaults for the others. */
  public static Sgd read(Section section) {
    Sgd otherwise = defaults();
    double learningRate = section.positive("learningRate", otherwise.learningRate);
    double momentum = section.number("momentum", otherwise.momentum, 0.0, 1.0);
    boolean nesterov = section.flag("nesterov", otherwise.nesterov);
    if (nesterov && !section.has("momentum")) {
      section.problem("nesterov", "expected a momentum with it, found none: set momentum too");
    }
    return new Sgd(learningRate, momentum, nesterov);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public int vectors() {
    return momentum == 0.0 ? 0 : 1;
  }

  @Override
  public void apply(Step step) {
    Ranges active = step.active;
    float rate = (float) step.learningRate;
    for (int i = 0; i < active.count(); i++) {
      int from = active.from(i);
      int to = active.to(i);
      if (momentum == 0.0) {
        descend(step.weights, step.gradient, rate, from, to);
      } else if (nesterov) {
        lookAhead(step.weights, step.gradient, step.state[0], rate, (float) momentum, from, to);
      } else {
        roll(step.weights, step.gradient, step.state[0], rate, (float) momentum, from, to);
      }
    }
  }

  private static void descend(float[] weights, float[] gradient, float rate, int from, int to) {
    for (int i = from; i < to; i++) {
      weights[i] -= rate * gradient[i];
      gradient[i] = 0f;
    }
  }

  private static void roll(
      float[] weights,
      float[] gradient,
      float[] velocity,
      float rate,
      float momentum,
      int from,
      int to) {
    for (int i = from; i < to; i++) {
      float v = momentum * velocity[i] - rate * gradient[i];
      gradient[i] = 0f;
      velocity[i] = v;
      weights[i] += v;
    }
  }

  private static void lookAhead(
      float[] weights,
      float[] gradient,
      float[] velocity,
      float rate,
      float momentum,
      int from,
      int to) {
    for (int i = from; i < to; i++) {
      float descent = rate * gradient[i];
      gradient[i] = 0f;
      float v = momentum * velocity[i] - descent;
      velocity[i] = v;
      weights[i] += momentum * v - descent;
    }
  }
}
