package io.ganglion.optimize;

import io.ganglion.config.Section;
import io.ganglion.tensor.Ranges;

/**
 * Adam with the curvature in the place of the gradient's square.
 *
 * <p>With the learning rate η, the step number t, the gradient g of the mean loss and an estimate d
 * of the diagonal of its curvature, of which u have been made: {@code m += (1 − β₁)(g − m)}, {@code
 * s += (1 − β₂)(d² − s)} where there is a d, {@code w −= η (m / (1 − β₁ᵗ)) / (√(s / (1 − β₂ᵘ)) +
 * ε)}.
 *
 * <p>The diagonal is that of the Gauss–Newton matrix instead of the whole Hessian, and is not
 * averaged over neighbouring parameters, since an optimizer does not know which are.
 *
 * <p>Source: Yao, Gholami, Shen, Mustafa, Keutzer &amp; Mahoney 2021, "AdaHessian: an adaptive
 * second order optimizer for machine learning", eq. 10–12, with the Hessian power 1.
 *
 * @param learningRate above 0
 * @param beta1 the decay of the mean of the gradient, in [0, 1)
 * @param beta2 the decay of the mean square of the curvature, in [0, 1)
 * @param epsilon above 0, added to the root of the mean square
 * @param curvatureEvery steps from one estimate of the curvature to the next, at least 1
 */
public record AdaHessian(
    double learningRate, double beta1, double beta2, double epsilon, int curvatureEvery)
    implements GradientTransform {
  /** The name in a job file. */
  static final String KIND = "adahessian";

  /** At the learning rate 0.1, the curvature estimated in every step. */
  public static AdaHessian defaults() {
    return new AdaHessian(0.1, 0.9, 0.999, 1e-4, 1);
  }

  /** Reads the hyperparameters that are given, and takes the defaults for the others. */
  public static AdaHessian read(Section section) {
    AdaHessian otherwise = defaults();
    return new AdaHessian(
        section.positive("learningRate", otherwise.learningRate),
        section.number("beta1", otherwise.beta1, 0.0, 1.0),
        section.number("beta2", otherwise.beta2, 0.0, 1.0),
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
    long estimates = (step.number - 1) / curvatureEvery + 1;
    double rate = step.learningRate / (1.0 - Math.pow(beta1, (double) step.number));
    double scale = 1.0 / (1.0 - Math.pow(beta2, (double) estimates));
    Ranges active = step.active;
    for (int i = 0; i < active.count(); i++) {
      int from = active.from(i);
      int to = active.to(i);
      if (step.curvature != null) {
        follow(step.state[1], step.curvature, (float) (1.0 - beta2), from, to);
      }
      move(step, (float) rate, (float) scale, from, to);
    }
  }

  private static void follow(float[] square, float[] value, float take, int from, int to) {
    for (int i = from; i < to; i++) {
      square[i] += take * (value[i] * value[i] - square[i]);
    }
  }

  private void move(Step step, float rate, float scale, int from, int to) {
    float[] weights = step.weights;
    float[] gradient = step.gradient;
    float[] mean = step.state[0];
    float[] square = step.state[1];
    float take = (float) (1.0 - beta1);
    float least = (float) epsilon;
    for (int i = from; i < to; i++) {
      float m = mean[i] + take * (gradient[i] - mean[i]);
      gradient[i] = 0f;
      mean[i] = m;
      weights[i] -= rate * m / ((float) Math.sqrt(scale * square[i]) + least);
    }
  }
}
