package io.ganglion.train;

import io.ganglion.optimize.LocalSolve;
import io.ganglion.optimize.Regularization;
import io.ganglion.optimize.TruncatedSolve;
import io.ganglion.tensor.Ranges;
import io.ganglion.tensor.Seeds;

/**
 * The Newton step that a shard takes by its own curvature down the gradient of all rows.
 *
 * <p>The state has the negative gradient, the first guess and the diagonal so far.
 */
final class LocalSolveWork implements ShardTask {
  private static final long serialVersionUID = 1L;

  private final ModelSpec spec;
  private final Regularization regularization;
  private final LocalSolve solve;
  private final long key;

  LocalSolveWork(ModelSpec spec, Regularization regularization, LocalSolve solve, long key) {
    this.spec = spec;
    this.regularization = regularization;
    this.solve = solve;
    this.key = key;
  }

  /**
   * The step and the diagonal; the change that the shard's model foretells, and row evaluations.
   */
  @Override
  public Partial run(int shard, Shard rows, TrainState state) {
    if (rows.examples() == 0) {
      return new Partial(0.0, new float[0][], new double[][] {{0.0, 0.0, 0.0}}, 0);
    }
    KeptRows kept =
        new KeptRows(spec, state.weights, rows, solve.share(), Seeds.derive(key, shard));
    Ranges decayed = kept.network().decayed();
    float[] diagonal = state.vectors[2].clone();
    if (solve.draws()) {
      float[] draw = new float[state.weights.length];
      kept.diagonal(draw);
      regularization.addCurvature(draw, decayed);
      solve.learn(diagonal, draw);
    }
    float[] step = state.vectors[1].clone();
    TruncatedSolve solver =
        new TruncatedSolve(
            (v, product) -> {
              kept.product(v, product);
              regularization.addGradient(v, product, decayed);
            },
            diagonal,
            solve.damping(),
            solve.iterations(),
            step);
    solver.solve(state.vectors[0]);
    double[] found = {kept.weight(), solver.undamped(), kept.rowEvaluations()};
    return new Partial(kept.weight(), new float[][] {step, diagonal}, new double[][] {found}, 0);
  }
}
