package io.ganglion.train;

import io.ganglion.network.Network;
import io.ganglion.optimize.L1Penalty;
import io.ganglion.optimize.LocalSolve;
import io.ganglion.optimize.Objective;
import io.ganglion.optimize.Regularization;
import io.ganglion.tensor.Ranges;

/** The mean loss over the rows of a cluster plus regularisation, under the draws of one key. */
final class ClusterObjective implements Objective {
  private final ModelSpec spec;
  private final Cluster training;
  private final String label;
  private final long key;
  private final boolean random;
  private final Regularization regularization;
  private final Ranges decayed;
  private final L1Penalty l1;
  private double rowEvaluations;
  private long passes;
  private Total lastGradient;

  /**
   * An objective.
   *
   * @param label what a user is shown of its passes: "epoch 12"
   * @param key of random draws: of a seed and an iteration
   */
  ClusterObjective(
      ModelSpec spec, Regularization regularization, Cluster training, String label, long key) {
    this.spec = spec;
    this.training = training;
    this.label = label;
    this.key = key;
    Network network = spec.bind();
    this.random = !network.randomLayers().isEmpty();
    this.regularization = new Regularization(0.0, regularization.l2());
    this.decayed = network.decayed();
    this.l1 = new L1Penalty(regularization.l1(), decayed);
  }

  @Override
  public double valueAndGradient(float[] weights, float[] gradient) {
    Total total =
        run(
            "gradient",
            state(weights),
            new GradientWork(spec, training.examples(), key),
            Cost.GRADIENT * training.examples());
    lastGradient = total;
    System.arraycopy(total.averages()[0], 0, gradient, 0, gradient.length);
    regularization.addGradient(weights, gradient, decayed);
    double loss = 0.0;
    double weight = 0.0;
    for (double[][] shard : total.statistics()) {
      loss += GradientWork.totals(shard)[0];
      weight += GradientWork.totals(shard)[1];
    }
    return loss / weight + penalty(weights);
  }

  @Override
  public void ray(float[] weights, float[] direction, double[] steps, double[] values) {
    Total total =
        run(
            "ladder",
            state(weights, direction),
            new LadderWork(spec, l1, steps, key),
            (double) steps.length * training.examples());
    float[] point = new float[weights.length];
    for (int i = 0; i < steps.length; i++) {
      double loss = 0.0;
      double weight = 0.0;
      for (double[][] shard : total.statistics()) {
        loss += shard[0][i];
        weight += shard[1][0];
      }
      l1.point(weights, direction, steps[i], point);
      values[i] = loss / weight + penalty(point);
    }
  }

  private double penalty(float[] weights) {
    return regularization.value(weights, decayed) + l1.value(weights);
  }

  @Override
  public void curvatureProduct(float[] weights, float[] v, float[] product, double share) {
    Total total =
        curvature("curvature", state(weights, v), new CurvatureWork(spec, share, false, key));
    System.arraycopy(total.averages()[0], 0, product, 0, product.length);
    regularization.addGradient(v, product, decayed);
  }

  @Override
  public void curvatureDiagonal(float[] weights, float[] diagonal, double share) {
    Total total = curvature("diagonal", state(weights), new CurvatureWork(spec, share, true, key));
    System.arraycopy(total.averages()[0], 0, diagonal, 0, diagonal.length);
    regularization.addCurvature(diagonal, decayed);
  }

  @Override
  public double localSolve(
      float[] weights, float[] down, LocalSolve solve, float[] step, float[] diagonal) {
    Total total =
        run(
            "solve",
            state(weights, down, step, diagonal),
            new LocalSolveWork(spec, regularization, solve, key),
            0.0);
    System.arraycopy(total.averages()[0], 0, step, 0, step.length);
    System.arraycopy(total.averages()[1], 0, diagonal, 0, diagonal.length);
    double foretold = 0.0;
    for (double[][] shard : total.statistics()) {
      foretold += shard[0][0] * shard[0][1];
      rowEvaluations += shard[0][2];
    }
    return foretold / total.weight();
  }

  private Total curvature(String what, TrainState state, CurvatureWork work) {
    Total total = run(what, state, work, 0.0);
    for (double[][] shard : total.statistics()) {
      rowEvaluations += Cost.CURVATURE_PRODUCT * shard[0][0];
    }
    return total;
  }

  private Total run(String what, TrainState state, ShardTask task, double evaluations) {
    rowEvaluations += evaluations;
    passes++;
    return training.run(label + ": " + what, state, task);
  }

  private static TrainState state(float[] weights, float[]... vectors) {
    return new TrainState(weights, vectors, new double[0], 0, 0);
  }

  @Override
  public L1Penalty l1() {
    return l1;
  }

  @Override
  public boolean random() {
    return random;
  }

  /** What all passes so far took. */
  Cost cost() {
    return new Cost(rowEvaluations, passes);
  }

  /** Loss and metrics where the last gradient was taken. */
  Scores scores() {
    return ScoreKeeper.merge(spec, lastGradient.statistics());
  }

  /** Of the layers, where the last gradient was taken. */
  EpochDiagnostics diagnostics() {
    return GradientWork.diagnostics(spec, lastGradient);
  }
}
