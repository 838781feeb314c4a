package io.ganglion.optimize;

import io.ganglion.config.Section;
import io.ganglion.tensor.Ranges;

/**
 * A running mean of the gradient divided by one of the curvature, and cut: steep directions get
 * Newton's step, flat ones a step of bounded length.
 *
 * <p>With the learning rate η, the gradient g of the mean loss and every so many steps an estimate
 * d of the diagonal of its curvature: {@code m += (1 − β₁)(g − m)}, {@code h += (1 − β₂)(d − h)}
 * where there is a d, {@code w −= η clip(m / max(γ h, ε), 1)}. No element moves by more than η in a
 * step.
 *
 * <p>The diagonal is that of the Gauss–Newton matrix, which is never negative in the mean, where
 * the paper's Sophia-H takes the whole Hessian's.
 *
 * <p>Source: Liu, Li, Hall, Liang &amp; Ma 2023, "Sophia: a scalable stochastic second-order
 * optimizer for language model pre-training", algorithm 3, with the defaults of Sophia-H.
 *
 * @param learningRate above 0
 * @param beta1 the decay of the mean of the gradient, in [0, 1)
 * @param beta2 the decay of the mean of the curvature, in [0, 1)
 * @param gamma above 0: the smaller, the more elements are cut
 * @param epsilon above 0, the least that is divided by
 * @param curvatureEvery steps from one estimate of the curvature to the next, at least 1
 */
public record Sophia(
    double learningRate,
    double beta1,
    double beta2,
    double gamma,
    double epsilon,
    int curvatureEvery)
    implements GradientTransform {
  /** The name in a job file. */
  static final String KIND = "sophia";

  /** At the learning rate 0.001, the curvature estimated every 10 steps. */
  public static Sophia defaults() {
    return new Sophia(0.001, 0.96, 0.99, 0.01, 1e-12, 10);
  }

  /** Reads the hyperparameters that are given, and takes the defaults for the others. */
  public static Sophia read(Section section) {
    Sophia otherwise = defaults();
    return new Sophia(
        section.positive("learningRate", otherwise.learningRate),
        section.number("beta1", otherwise.beta1, 0.0, 1.0),
        section.number("beta2", otherwise.beta2, 0.0, 1.0),
        section.positive("gamma", otherwise.gamma),
        section.positive("epsilon", otherwise.epsilon),
        section.integer("curvatureEvery", otherwise.curvatureEvery, 1));
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
      int from = active.from(i);
      int to = active.to(i);
      if (step.curvature != null) {
        follow(step.state[1], step.curvature, (float) (1.0 - beta2), from, to);
      }
      move(step, (float) (1.0 - beta1), (float) gamma, (float) epsilon, from, to);
    }
  }

  private static void follow(float[] mean, float[] value, float take, int from, int to) {
    for (int i = from; i < to; i++) {
      mean[i] += take * (value[i] - mean[i]);
    }
  }

  private static void move(Step step, float take, float gamma, float epsilon, int from, int to) {
    float[] weights = step.weights;
    float[] gradient = step.gradient;
    float[] mean = step.state[0];
    float[] curvature = step.state[1];
    float rate = (float) step.learningRate;
    for (int i = from; i < to; i++) {
      float m = mean[i] + take * (gradient[i] - mean[i]);
      gradient[i] = 0f;
      mean[i] = m;
      float newton = m / Math.max(gamma * curvature[i], epsilon);
      weights[i] -= rate * Math.max(-1f, Math.min(1f, newton));
    }
  }
}
