package io.ganglion.optimize;

/**
 * A function of all parameters, evaluated over a whole data set: the mean loss plus regularisation.
 * Each call is one pass over the data. Where layers draw random numbers, all calls of one objective
 * see the same draws.
 *
 * <p>All vectors are as long as the parameters. Vectors that go in are not written; those that come
 * out are overwritten, with 0 where a parameter is not trained, so that a step along them leaves it
 * alone.
 */
public interface Objective {
  /**
   * The value at {@code weights}, {@link #l1} included, and the gradient of all but that.
   *
   * @param gradient out
   */
  double valueAndGradient(float[] weights, float[] gradient);

  /**
   * The values along a ray, for a whole ladder of step lengths in one pass: {@code values[i] =
   * f(point(steps[i]))}, where the points are those of {@link L1Penalty#point}: {@code weights +
   * steps[i] direction} without a penalty.
   *
   * @param steps in any order; as long as {@code values}
   * @param values out; not finite where the function overflows
   */
  void ray(float[] weights, float[] direction, double[] steps, double[] values);

  /**
   * The product of the generalised Gauss–Newton matrix at {@code weights} with {@code v}, on a
   * share of the data that is the same in all calls.
   *
   * @param product out
   * @param share of the rows, in (0, 1]
   */
  void curvatureProduct(float[] weights, float[] v, float[] product, double share);

  /**
   * An estimate of the diagonal of that matrix: the mean of {@code z ⊙ G z} with random signs z,
   * drawn anew for each batch of rows.
   *
   * <p>Source: Hutchinson 1990, "A stochastic estimator of the trace of the influence matrix"; for
   * the diagonal Bekas, Kokiopoulou &amp; Saad 2007.
   *
   * @param diagonal out; single elements may be below 0
   * @param share of the rows, in (0, 1]
   */
  void curvatureDiagonal(float[] weights, float[] diagonal, double share);

  /**
   * Newton steps that the shards solve for by themselves, averaged, in one pass: each has the
   * gradient of all rows, and the matrix of its own.
   *
   * <p>Source: Wang, Roosta, Xu &amp; Mahoney 2018, "GIANT: globally improved approximate Newton
   * method for distributed optimization".
   *
   * @param down the negative gradient
   * @param step in: the first guess; out: the average of the shards' solutions
   * @param diagonal the mean of draws of the matrix's diagonal; out: with one more draw
   * @return the change of the value that the shards' quadratic models foretell, on average
   */
  double localSolve(
      float[] weights, float[] down, LocalSolve solve, float[] step, float[] diagonal);

  /** What the value contains that has no gradient everywhere. */
  L1Penalty l1();

  /** Whether layers draw random numbers, so that another iteration sees another function. */
  boolean random();
}
