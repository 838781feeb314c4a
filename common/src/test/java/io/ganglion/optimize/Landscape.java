package io.ganglion.optimize;

/** Functions of a few parameters with a known minimum of 0, for tests of optimizers. */
enum Landscape {
  /** {@code ½ Σ_i (i + 1) (w_i − i)²}, from 0. */
  PARABOLA {
    @Override
    float[] start() {
      return new float[4];
    }

    @Override
    double valueAndGradient(float[] w, float[] gradient) {
      double value = 0.0;
      for (int i = 0; i < w.length; i++) {
        double error = (double) w[i] - i;
        value += 0.5 * (i + 1) * error * error;
        gradient[i] = (float) ((i + 1) * error);
      }
      return value;
    }

    @Override
    double[][] curvature(float[] w) {
      double[][] curvature = new double[w.length][w.length];
      for (int i = 0; i < w.length; i++) {
        curvature[i][i] = i + 1;
      }
      return curvature;
    }
  },

  /** {@code (1 − x)² + 100 (y − x²)²}, from (−1.2, 1); Rosenbrock 1960. */
  ROSENBROCK {
    @Override
    float[] start() {
      return new float[] {-1.2f, 1f};
    }

    @Override
    double valueAndGradient(float[] w, float[] gradient) {
      double a = 1.0 - w[0];
      double b = w[1] - (double) w[0] * w[0];
      gradient[0] = (float) (-2.0 * a - 400.0 * w[0] * b);
      gradient[1] = (float) (200.0 * b);
      return a * a + 100.0 * b * b;
    }

    @Override
    double[][] curvature(float[] w) {
      return new double[][] {{2.0 + 800.0 * w[0] * w[0], -400.0 * w[0]}, {-400.0 * w[0], 200.0}};
    }
  };

  /** Where a search begins; a new array each time. */
  abstract float[] start();

  /** The value at w, and the gradient there, overwritten. */
  abstract double valueAndGradient(float[] w, float[] gradient);

  /** The Gauss–Newton matrix at w, of the function as a sum of squares. */
  abstract double[][] curvature(float[] w);
}
