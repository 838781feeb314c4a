package io.ganglion.optimize;

/**
 * A function of all parameters, evaluated over a whole data set: the mean loss plus regularisation.
 * Each call is one pass over the data.
 */
public interface Objective {
  /** The value at {@code weights}, and its gradient into {@code gradient}. */
  double valueAndGradient(float[] weights, float[] gradient);

  /**
   * The values and slopes of the function along a ray, for a whole ladder of step lengths in one
   * pass: {@code values[i] = f(w + steps[i] d)}, {@code slopes[i]} its derivative by the step
   * length.
   */
  void ray(float[] weights, float[] direction, double[] steps, double[] values, double[] slopes);

  /**
   * The product of the generalised Gauss–Newton matrix with {@code v}, on a share of the data.
   *
   * @param share of the rows, in (0, 1]
   * @param key draws which rows, and freezes dropout masks
   */
  void curvatureProduct(float[] weights, float[] v, float[] product, double share, long key);
}
