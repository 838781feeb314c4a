package io.ganglion.optimize;

import io.ganglion.config.Section;
import java.io.Serializable;

/**
 * How the gradient of a batch moves the weights: regularisation is added to it, it is clipped, the
 * weights decay, the optimizer takes its step at the rate that the schedule gives, and neurons
 * whose weights have become too long are drawn back.
 *
 * <p>What is not set costs nothing; each of the others is a pass over the parameters it concerns.
 *
 * @param optimizer that turns the gradient into an update
 * @param clipping of the gradient, regularisation included
 * @param regularization that is part of the objective
 * @param weightDecay λ at least 0: {@code w −= η λ w} for the decayed weights in each step; 0: none
 * @param schedule of the learning rate η
 * @param epochs of the whole training, at most
 * @param maxNorm the most that the incoming weights of a neuron may be long, see {@link MaxNorm};
 *     infinite for no bound
 */
public record UpdateRule(
    GradientTransform optimizer,
    Clipping clipping,
    Regularization regularization,
    double weightDecay,
    Schedule schedule,
    int epochs,
    double maxNorm)
    implements Serializable {
  /** A rule without a bound on the weights. */
  public UpdateRule(
      GradientTransform optimizer,
      Clipping clipping,
      Regularization regularization,
      double weightDecay,
      Schedule schedule,
      int epochs) {
    this(optimizer, clipping, regularization, weightDecay, schedule, epochs, MaxNorm.NONE);
  }

  /** An optimizer alone, at its own learning rate. */
  public static UpdateRule of(GradientTransform optimizer) {
    return new UpdateRule(
        optimizer, Clipping.NONE, Regularization.NONE, 0.0, ConstantRate.defaults(), 0);
  }

  /**
   * Reads the settings of training that concern it.
   *
   * @param training the section {@code training} of a job file
   * @param optimizer that it names
   * @param epochs of the whole training, at most
   */
  public static UpdateRule read(Section training, GradientTransform optimizer, int epochs) {
    return new UpdateRule(
        optimizer,
        Clipping.read(training),
        Regularization.read(training),
        weightDecay(training, optimizer),
        schedule(training, epochs),
        epochs,
        training.positive("maxNorm", MaxNorm.NONE));
  }

  private static double weightDecay(Section training, GradientTransform optimizer) {
    double decay = training.number("weightDecay", 0.0, 0.0, Double.POSITIVE_INFINITY);
    if (decay > 0.0 && optimizer.weightDecay() > 0.0) {
      String kind = optimizer.kind();
      training.problem(
          "weightDecay",
          "expected none beside "
              + kind
              + ", which brings its own ("
              + optimizer.weightDecay()
              + "): remove this key, and set "
              + training.path("optimizer." + kind + ".weightDecay")
              + " where another value is wanted");
    }
    return decay;
  }

  private static Schedule schedule(Section training, int epochs) {
    Schedule schedule = training.choice("schedule", Schedules.CATALOGUE, ConstantRate.defaults());
    if (schedule.warmUp() >= epochs) {
      training.problem(
          "schedule." + schedule.kind() + "." + Schedule.WARM_UP,
          "expected less than the " + epochs + " epochs of training, found " + schedule.warmUp());
    }
    return schedule;
  }

  /** Whether the learning rate changes while training goes on. */
  public boolean scheduled() {
    return !schedule.equals(ConstantRate.defaults());
  }

  /** Whether the step of this number, from 1, is to have {@link Step#curvature}. */
  public boolean wantsCurvature(long number) {
    int every = optimizer.curvatureEvery();
    return every > 0 && (number - 1) % every == 0;
  }

  /**
   * Whether a parameter moves by its own gradient and state alone, so that some may be moved after
   * others. The bound on the weights of neurons is no matter here: it is on dense matrices only.
   */
  public boolean elementwise() {
    return clipping.norm() == Clipping.NONE.norm() && optimizer.curvatureEvery() == 0;
  }

  /**
   * The learning rate of a step.
   *
   * @param place epochs since the start of training, fractions included
   * @param state of the schedule
   */
  public double learningRate(double place, double[] state) {
    return optimizer.learningRate() * schedule.factor(place, epochs, state);
  }

  /** Moves weights and state as {@link GradientTransform#apply} does, with all that was set. */
  public void apply(Step step) {
    regularization.addGradient(step.weights, step.gradient, step.decayed);
    if (step.curvature != null) {
      regularization.addCurvature(step.curvature, step.decayed);
    }
    clipping.apply(step.gradient, step.active);
    WeightDecay.apply(step, weightDecay);
    optimizer.apply(step);
    MaxNorm.apply(step, maxNorm);
  }
}
