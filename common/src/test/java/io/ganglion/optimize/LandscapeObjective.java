package io.ganglion.optimize;

import io.ganglion.testing.Vectors;

/** A landscape as a whole data set would be seen. */
record LandscapeObjective(Landscape landscape) implements Objective {
  @Override
  public double valueAndGradient(float[] weights, float[] gradient) {
    return landscape.valueAndGradient(weights, gradient);
  }

  @Override
  public void ray(
      float[] weights, float[] direction, double[] steps, double[] values, double[] slopes) {
    float[] moved = new float[weights.length];
    float[] gradient = new float[weights.length];
    for (int i = 0; i < steps.length; i++) {
      for (int j = 0; j < moved.length; j++) {
        moved[j] = (float) (weights[j] + steps[i] * direction[j]);
      }
      values[i] = landscape.valueAndGradient(moved, gradient);
      slopes[i] = Vectors.dot(gradient, direction);
    }
  }

  @Override
  public void curvatureProduct(
      float[] weights, float[] v, float[] product, double share, long key) {
    throw new UnsupportedOperationException("first-order methods need no curvature");
  }
}
