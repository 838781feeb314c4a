package io.ganglion.optimize;

/**
 * A function of all parameters, evaluated over a whole data set: the mean loss plus regularisation.
 * Each call is one pass over the data.
 *
 * <p>All vectors are as long as the parameters. Vectors that go in are not written; those that come
 * out are overwritten, with 0 where a parameter is not trained, so that a step along them leaves it
 * alone.
 */
public interface Objective {
  /**
   * The value at {@code weights}, and its gradient.
   *
   * @param gradient out
   */
  double valueAndGradient(float[] weights, float[] gradient);

  /**
   * The values and slopes of the function along a ray, for a whole ladder of step lengths in one
   * pass: {@code values[i] = f(weights + steps[i] direction)}, and {@code slopes[i]} its derivative
   * by the step length, {@code ∇f(weights + steps[i] direction)ᵀ direction}.
   *
   * @param steps in any order; as long as {@code values} and {@code slopes}
   * @param values out; not finite where the function overflows
   * @param slopes out
   */
  void ray(float[] weights, float[] direction, double[] steps, double[] values, double[] slopes);

  /**
   * The product of the generalised Gauss–Newton matrix at {@code weights} with {@code v}, on a
   * share of the data. The same key gives the same rows and the same masks.
   *
   * @param product out
   * @param share of the rows, in (0, 1]
   * @param key draws which rows, and freezes dropout masks
   */
  void curvatureProduct(float[] weights, float[] v, float[] product, double share, long key);
}
