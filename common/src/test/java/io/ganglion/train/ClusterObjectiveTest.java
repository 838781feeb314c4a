package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.data.Block;
import io.ganglion.data.Columns;
import io.ganglion.data.TargetScaling;
import io.ganglion.layer.BatchNormalization;
import io.ganglion.layer.Dense;
import io.ganglion.layer.Dropout;
import io.ganglion.layer.Identity;
import io.ganglion.layer.Tanh;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.network.LayerSpec;
import io.ganglion.network.NetworkException;
import io.ganglion.network.NetworkSpec;
import io.ganglion.optimize.ConjugateGradient;
import io.ganglion.optimize.HessianFree;
import io.ganglion.optimize.Lbfgs;
import io.ganglion.optimize.LocalSolve;
import io.ganglion.optimize.Regularization;
import io.ganglion.optimize.TruncatedSolve;
import io.ganglion.testing.Data;
import io.ganglion.testing.Vectors;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The whole training set as a function of the weights. */
class ClusterObjectiveTest {
  private static final LocalCluster ROWS =
      new LocalCluster(Data.regressionShards(4, 1, 300, 70, 0, 41));

  private static ModelSpec spec(LayerSpec... layers) {
    return new ModelSpec(
        NetworkSpec.of(layers),
        Columns.numeric(4),
        new MeanSquaredError(),
        List.of(),
        TargetScaling.NONE);
  }

  private static final ModelSpec LINEAR = spec(Dense.of(1, new Identity()));
  private static final ModelSpec CURVED =
      spec(Dense.of(6, new Tanh()), Dense.of(1, new Identity()));
  private static final ModelSpec RANDOM =
      spec(Dense.of(6, new Tanh()), new Dropout(0.5), Dense.of(1, new Identity()));

  private static ClusterObjective objective(ModelSpec spec, double l1, double l2, long key) {
    return new ClusterObjective(spec, new Regularization(l1, l2), ROWS, "test", key);
  }

  private static float[] weights(ModelSpec spec) {
    return spec.bind().initialize(3);
  }

  @Test
  void theGradientIsTheSlopeOfTheValues() {
    for (ModelSpec spec : List.of(LINEAR, CURVED, RANDOM)) {
      ClusterObjective objective = objective(spec, 0.0, 0.01, 5);
      float[] w = weights(spec);
      float[] gradient = new float[w.length];
      double value = objective.valueAndGradient(w, gradient);
      double[] values = new double[3];
      double h = 0x1p-8;
      float[] direction = Vectors.normal(w.length, 7);
      objective.ray(w, direction, new double[] {0.0, h, -h}, values);
      assertThat(values[0]).isEqualTo(value);
      double slope = Vectors.dot(gradient, direction);
      double difference = (values[1] - values[2]) / (2.0 * h);
      assertThat(difference).isCloseTo(slope, within(1e-3 * (1.0 + Math.abs(slope))));
    }
  }

  @Test
  void ofALinearModelTheGaussNewtonMatrixIsTheHessian() {
    ClusterObjective objective = objective(LINEAR, 0.0, 0.25, 5);
    float[] w = weights(LINEAR);
    float[] v = Vectors.normal(w.length, 8);
    float[] product = new float[w.length];
    objective.curvatureProduct(w, v, product, 1.0);
    float[] moved = w.clone();
    for (int i = 0; i < w.length; i++) {
      moved[i] += v[i];
    }
    float[] here = new float[w.length];
    float[] there = new float[w.length];
    objective.valueAndGradient(w, here);
    objective.valueAndGradient(moved, there);
    for (int i = 0; i < w.length; i++) {
      assertThat(product[i])
          .isCloseTo(there[i] - here[i], within(1e-5f * (1f + Math.abs(there[i]))));
    }
  }

  @Test
  void theProductIsSymmetricAndNeverBelowZero() {
    for (ModelSpec spec : List.of(CURVED, RANDOM)) {
      ClusterObjective objective = objective(spec, 0.0, 0.0, 5);
      float[] w = weights(spec);
      for (double share : new double[] {1.0, 0.4}) {
        float[] u = Vectors.normal(w.length, 9);
        float[] v = Vectors.normal(w.length, 10);
        float[] gu = new float[w.length];
        float[] gv = new float[w.length];
        objective.curvatureProduct(w, u, gu, share);
        objective.curvatureProduct(w, v, gv, share);
        double scale = Vectors.norm(u) * Vectors.norm(gv);
        assertThat(Vectors.dot(u, gv)).isCloseTo(Vectors.dot(v, gu), within(1e-5 * scale));
        assertThat(Vectors.dot(u, gu)).isPositive();
      }
    }
  }

  @Test
  void theDiagonalIsTheMeanOfItsDraws() {
    float[] w = weights(CURVED);
    float[] mean = new float[w.length];
    int draws = 400;
    for (int key = 0; key < draws; key++) {
      float[] draw = new float[w.length];
      objective(CURVED, 0.0, 0.1, key).curvatureDiagonal(w, draw, 1.0);
      for (int i = 0; i < w.length; i++) {
        mean[i] += draw[i] / draws;
      }
    }
    float[] exact = new float[w.length];
    for (int i = 0; i < w.length; i++) {
      float[] unit = new float[w.length];
      float[] column = new float[w.length];
      unit[i] = 1f;
      objective(CURVED, 0.0, 0.1, 0).curvatureProduct(w, unit, column, 1.0);
      exact[i] = column[i];
    }
    assertThat(Vectors.distance(mean, exact)).isLessThan(0.1 * Vectors.norm(exact));
  }

  @Test
  void drawsAreFrozenUnderAKey() {
    float[] w = weights(RANDOM);
    float[] gradient = new float[w.length];
    double value = objective(RANDOM, 0.0, 0.0, 5).valueAndGradient(w, gradient);
    assertThat(objective(RANDOM, 0.0, 0.0, 5).valueAndGradient(w, gradient)).isEqualTo(value);
    assertThat(objective(RANDOM, 0.0, 0.0, 6).valueAndGradient(w, gradient)).isNotEqualTo(value);
    assertThat(objective(CURVED, 0.0, 0.0, 5).random()).isFalse();
  }

  @Test
  void anL1PenaltyIsInTheValueAndNotInTheGradient() {
    float[] w = weights(LINEAR);
    float[] plain = new float[w.length];
    float[] gradient = new float[w.length];
    double without = objective(LINEAR, 0.0, 0.0, 5).valueAndGradient(w, plain);
    double with = objective(LINEAR, 0.5, 0.0, 5).valueAndGradient(w, gradient);
    double sum = 0.0;
    for (int i = 0; i < 4; i++) {
      sum += Math.abs(w[i]);
    }
    assertThat(with).isCloseTo(without + 0.5 * sum, within(1e-9));
    assertThat(gradient).isEqualTo(plain);
  }

  @Test
  void costIsCountedInRowsAndPasses() {
    ClusterObjective objective = objective(CURVED, 0.0, 0.0, 5);
    float[] w = weights(CURVED);
    float[] x = new float[w.length];
    objective.valueAndGradient(w, x);
    objective.ray(w, x, new double[7], new double[7]);
    objective.curvatureProduct(w, w, x, 1.0);
    // The shares of 300, 70 and 41 rows are one batch each.
    objective.curvatureProduct(w, w, x, 0.5);
    assertThat(objective.cost().passes()).isEqualTo(4);
    double less = objective.cost().rowEvaluations() - (3 + 7 + 5) * 411.0;
    assertThat(less).isIn(5.0 * (256 + 70 + 41), 5.0 * (44 + 70 + 41));
  }

  /** {@code (G + I) x = down} on all rows, without a first guess. */
  private static float[] solution(
      ClusterObjective objective, float[] w, float[] down, float[] diagonal) {
    float[] x = new float[w.length];
    new TruncatedSolve(
            (v, product) -> objective.curvatureProduct(w, v, product, 1.0), diagonal, 1.0, 200, x)
        .solve(down);
    return x;
  }

  @Test
  void ofOneShardALocalSolveIsThatOfAllRows() {
    LocalCluster one = new LocalCluster(Data.regressionShards(4, 1, 600));
    for (ModelSpec spec : List.of(CURVED, RANDOM)) {
      ClusterObjective objective =
          new ClusterObjective(spec, new Regularization(0.0, 0.01), one, "test", 5);
      float[] w = weights(spec);
      float[] down = Vectors.normal(w.length, 11);
      float[] step = new float[w.length];
      float[] diagonal = new float[w.length];
      double foretold =
          objective.localSolve(w, down, new LocalSolve(1.0, 1.0, 200, 1.0), step, diagonal);
      float[] draw = new float[w.length];
      objective.curvatureDiagonal(w, draw, 1.0);
      assertThat(Vectors.distance(diagonal, draw)).isLessThan(1e-4 * Vectors.norm(draw));
      float[] expected = solution(objective, w, down, draw);
      assertThat(Vectors.distance(step, expected)).isLessThan(1e-3 * Vectors.norm(expected));
      float[] product = new float[w.length];
      objective.curvatureProduct(w, step, product, 1.0);
      double model = 0.5 * Vectors.dot(step, product) - Vectors.dot(down, step);
      assertThat(foretold).isNegative().isCloseTo(model, within(1e-3 * -model));
    }
  }

  @Test
  void localSolvesAreAveragedByTheRowsOfTheirShards() {
    float[] w = weights(CURVED);
    float[] down = Vectors.normal(w.length, 12);
    List<List<Block>> shards = Data.regressionShards(4, 1, 300, 70, 0, 41);
    double[] mean = new double[w.length];
    for (List<Block> shard : shards) {
      LocalCluster own = new LocalCluster(List.of(shard));
      if (own.examples() > 0) {
        ClusterObjective alone = new ClusterObjective(CURVED, Regularization.NONE, own, "test", 5);
        float[] x = solution(alone, w, down, new float[w.length]);
        for (int i = 0; i < x.length; i++) {
          mean[i] += own.examples() * x[i] / 411.0;
        }
      }
    }
    ClusterObjective objective = objective(CURVED, 0.0, 0.0, 5);
    float[] step = new float[w.length];
    LocalSolve solve = new LocalSolve(1.0, 1.0, 200, 0.0);
    objective.localSolve(w, down, solve, step, new float[w.length]);
    for (int i = 0; i < mean.length; i++) {
      assertThat((double) step[i]).isCloseTo(mean[i], within(2e-3 * Vectors.norm(step)));
    }
    assertThat(objective.cost().passes()).isEqualTo(1);
    // A forward pass, and products.
    assertThat(objective.cost().rowEvaluations()).isGreaterThan(411.0 * (1 + 4));
  }

  @Test
  void refusesLayersThatAMinimiserCannotTake() {
    ModelSpec normalized = spec(Dense.of(6, new Tanh()), new BatchNormalization(0.99, 1e-3));
    assertThatThrownBy(() -> FullBatch.check(Lbfgs.defaults(), RANDOM, RANDOM.bind()))
        .isInstanceOf(NetworkException.class)
        .hasMessageContaining("lbfgs needs the same loss whenever it looks, found dropout_1");
    assertThatThrownBy(() -> FullBatch.check(ConjugateGradient.defaults(), RANDOM, RANDOM.bind()))
        .isInstanceOf(NetworkException.class);
    assertThatThrownBy(() -> FullBatch.check(HessianFree.defaults(), normalized, normalized.bind()))
        .hasMessageContaining("batch_normalization_1");
    FullBatch.check(HessianFree.defaults(), RANDOM, RANDOM.bind());
    FullBatch.check(Lbfgs.defaults(), CURVED, CURVED.bind());
  }
}
