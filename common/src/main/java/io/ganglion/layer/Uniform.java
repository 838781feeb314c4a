package io.ganglion.layer;

import io.ganglion.config.Section;
import io.ganglion.network.Initializer;

/**
 * Uniform numbers between two bounds, whatever the shape of the parameter.
 *
 * @param minimum −0.05 by default, as in Keras' {@code RandomUniform}
 * @param maximum above minimum; 0.05 by default
 */
public record Uniform(double minimum, double maximum) implements Initializer {
  private static final double BOUND = 0.05;

  public Uniform {
    if (!(minimum < maximum)) {
      throw new IllegalArgumentException(
          "maximum: expected a number above the minimum " + minimum + ", found " + maximum);
    }
  }

  static Uniform read(Section section) {
    double minimum = section.number("minimum", -BOUND);
    double maximum = section.number("maximum", BOUND);
    if (minimum < maximum) {
      return new Uniform(minimum, maximum);
    }
    section.problem(
        "maximum", "expected a number above the minimum " + minimum + ", found " + maximum);
    return new Uniform(-BOUND, BOUND);
  }

  @Override
  public String kind() {
    return "uniform";
  }

  @Override
  public void fill(float[] weights, int offset, int rows, int columns, long key) {
    double middle = 0.5 * (minimum + maximum);
    Draws.uniform(weights, offset, rows * columns, middle, maximum - middle, key);
  }
}
