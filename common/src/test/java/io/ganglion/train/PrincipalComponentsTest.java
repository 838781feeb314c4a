package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.tensor.Matrix;
import io.ganglion.tensor.Seeds;
import org.junit.jupiter.api.Test;

/** The plane on which points spread most. */
class PrincipalComponentsTest {
  @Test
  void agreesWithTheReference() {
    float[] x = {
      2.5f, 2.4f, 0.5f, 0.5f, 0.7f, -1.0f, 2.2f, 2.9f, 0.25f, //
      1.9f, 2.2f, 3.0f, 3.1f, 3.0f, -2.0f, 2.3f, 2.7f, 1.5f
    };
    // By the PCA of scikit-learn, in double.
    double[][] expected = {
      {0.11936636, 0.35551941},
      {-1.41459895, -2.23831151},
      {-0.09952783, 0.49107503},
      {2.61988015, -0.25744003},
      {-2.36198691, 1.24620375},
      {1.13686719, 0.40295335}
    };
    PrincipalComponents found = PrincipalComponents.of(Matrix.of(x, 6, 3));
    for (int i = 0; i < expected.length; i++) {
      assertThat(found.score(i, 0)).isCloseTo(expected[i][0], within(1e-7));
      assertThat(found.score(i, 1)).isCloseTo(expected[i][1], within(1e-7));
    }
    assertThat(found.share(0)).isCloseTo(0.6818162, within(1e-7));
    assertThat(found.share(1)).isCloseTo(0.30971787, within(1e-7));
  }

  /** Of wide points {@code 3 a u − 2 b v} with noise, u and v unit vectors of two columns each. */
  @Test
  void findsTwoDirectionsAmongMany() {
    int points = 2000;
    int features = 512;
    Matrix x = new Matrix(points, features);
    for (int i = 0; i < points; i++) {
      for (int j = 0; j < features; j++) {
        x.set(i, j, (float) (100 + 0.02 * Seeds.normal(1, (long) i * features + j)));
      }
      float a = (float) (3 * Seeds.normal(2, i));
      float b = (float) (-2 * Seeds.normal(3, i));
      x.set(i, 7, x.get(i, 7) + 0.8f * a);
      x.set(i, 400, x.get(i, 400) - 0.6f * a);
      x.set(i, 0, x.get(i, 0) - 0.6f * b);
      x.set(i, 511, x.get(i, 511) + 0.8f * b);
    }
    PrincipalComponents found = PrincipalComponents.of(x);
    double away = 0.0;
    for (int i = 0; i < points; i++) {
      double sum = 0.8 * (x.get(i, 7) - 100) - 0.6 * (x.get(i, 400) - 100);
      away = Math.max(away, Math.abs(found.score(i, 0) - sum));
    }
    // The mean of a sample is not 0, nor are a and b unrelated in it.
    assertThat(away).isLessThan(0.5);
    assertThat(found.share(0)).isCloseTo(9 / 13.2, within(0.03));
    assertThat(found.share(1)).isCloseTo(4 / 13.2, within(0.03));
    double mean = 0.0;
    double together = 0.0;
    for (int i = 0; i < points; i++) {
      mean += found.score(i, 0) / points;
      together += found.score(i, 0) * found.score(i, 1) / points;
    }
    assertThat(mean).isCloseTo(0, within(1e-9));
    assertThat(together).isCloseTo(0, within(1e-9));
  }

  @Test
  void aLineHasOneDirection() {
    Matrix line = Matrix.of(new float[] {1, -2, 2, -4, 3, -6, 6, -12}, 4, 2);
    PrincipalComponents found = PrincipalComponents.of(line);
    assertThat(found.share(0)).isCloseTo(1, within(1e-12));
    assertThat(found.share(1)).isZero();
    // The second entry is the larger, and made positive: the last point stands lowest.
    assertThat(found.score(3, 0)).isCloseTo(-3 * Math.sqrt(5), within(1e-9));
    assertThat(found.score(3, 1)).isZero();

    PrincipalComponents one = PrincipalComponents.of(Matrix.of(new float[] {1, 3}, 2, 1));
    assertThat(one.score(1, 0)).isEqualTo(1);
    assertThat(one.score(1, 1)).isZero();
  }

  @Test
  void equalPointsStandInTheMiddle() {
    PrincipalComponents found =
        PrincipalComponents.of(Matrix.of(new float[] {0.1f, 7, 0.1f, 7, 0.1f, 7}, 3, 2));
    assertThat(found.share(0)).isZero();
    assertThat(found.score(2, 0)).isZero();
  }

  @Test
  void refusesWhatHasNoPlace() {
    Matrix x = Matrix.of(new float[] {1, 2, Float.NaN, 4}, 2, 2);
    assertThatThrownBy(() -> PrincipalComponents.of(x))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("row 1, column 0: expected a finite number, found NaN");
  }
}
