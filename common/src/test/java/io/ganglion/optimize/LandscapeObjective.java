package io.ganglion.optimize;

/**
 * A landscape as a whole data set would be seen.
 *
 * @param l1 added to it
 */
record LandscapeObjective(Landscape landscape, L1Penalty l1) implements Objective {
  LandscapeObjective(Landscape landscape) {
    this(landscape, L1Penalty.NONE);
  }

  @Override
  public double valueAndGradient(float[] weights, float[] gradient) {
    return landscape.valueAndGradient(weights, gradient) + l1.value(weights);
  }

  @Override
  public void ray(float[] weights, float[] direction, double[] steps, double[] values) {
    float[] point = new float[weights.length];
    for (int i = 0; i < steps.length; i++) {
      l1.point(weights, direction, steps[i], point);
      values[i] = valueAndGradient(point, new float[weights.length]);
    }
  }

  @Override
  public void curvatureProduct(float[] weights, float[] v, float[] product, double share) {
    double[][] curvature = landscape.curvature(weights);
    for (int i = 0; i < v.length; i++) {
      double sum = 0.0;
      for (int j = 0; j < v.length; j++) {
        sum += curvature[i][j] * v[j];
      }
      product[i] = (float) sum;
    }
  }

  @Override
  public void curvatureDiagonal(float[] weights, float[] diagonal, double share) {
    for (int i = 0; i < diagonal.length; i++) {
      diagonal[i] = (float) landscape.curvature(weights)[i][i];
    }
  }

  /** The landscape is one shard. */
  @Override
  public double localSolve(
      float[] weights, float[] down, LocalSolve solve, float[] step, float[] diagonal) {
    float[] draw = new float[diagonal.length];
    curvatureDiagonal(weights, draw, solve.share());
    solve.learn(diagonal, draw);
    TruncatedSolve solver =
        new TruncatedSolve(
            (v, product) -> curvatureProduct(weights, v, product, solve.share()),
            diagonal,
            solve.damping(),
            solve.iterations(),
            step);
    solver.solve(down);
    return solver.undamped();
  }

  @Override
  public boolean random() {
    return false;
  }
}
