package io.ganglion.layer;

import io.ganglion.config.Section;
import io.ganglion.data.Columns;
import io.ganglion.data.Shape;
import io.ganglion.network.InputStage;
import io.ganglion.network.InputStageSpec;
import io.ganglion.network.Layer;
import io.ganglion.network.NetworkException;
import io.ganglion.network.Plan;

/**
 * Adds normal noise while training: {@code y = x + stddev z}, a number of its own for each value.
 * Leading, it works on the numeric columns in the units that they have there, and leaves flags of
 * missing values and categories alone.
 *
 * <p>Source: Bishop 1995, "Training with noise is equivalent to Tikhonov regularization".
 *
 * @param stddev the deviation of the noise, at least 0
 */
public record GaussianNoise(double stddev) implements InputStageSpec {
  public GaussianNoise {
    if (!(stddev >= 0.0 && Double.isFinite(stddev))) {
      throw new IllegalArgumentException(
          "stddev: expected a number of at least 0, found " + stddev);
    }
  }

  static GaussianNoise read(Section section) {
    if (!section.has("stddev")) {
      section.problem("stddev", "is missing");
    }
    return new GaussianNoise(section.number("stddev", 0.0, 0.0, Double.POSITIVE_INFINITY));
  }

  @Override
  public String kind() {
    return "gaussian_noise";
  }

  @Override
  public Layer bind(Shape in, Plan plan) {
    return new GaussianNoiseLayer(stddev, in, plan);
  }

  @Override
  public InputStage bindStage(Columns columns, Plan plan) {
    if (columns.sparse() > 0) {
      throw new NetworkException(
          plan.where()
              + ": expected numeric columns only, found sparse ones, each zero of which it would"
              + " fill: take gaussian_dropout, which changes stored values only, or put it behind"
              + " the first layer");
    }
    GaussianNoise.requireNumbers(columns, plan);
    return new GaussianNoiseStage(stddev, columns, plan);
  }

  /** Refuses columns that are all names. */
  static void requireNumbers(Columns columns, Plan plan) {
    if (columns.numbers() + columns.sparse() == 0) {
      throw new NetworkException(
          plan.where()
              + ": expected numeric columns to put noise on, found none: put it behind the first"
              + " layer");
    }
  }
}
