package io.ganglion.layer;

import io.ganglion.config.Section;
import io.ganglion.data.Columns;
import io.ganglion.data.Shape;
import io.ganglion.network.InputStage;
import io.ganglion.network.InputStageSpec;
import io.ganglion.network.Layer;
import io.ganglion.network.Plan;

/**
 * Multiplies each value by normal noise around 1 while training: {@code y = x (1 + √(rate / (1 −
 * rate)) z)}, whose mean and variance are those of {@link Dropout}. Leading, it works on the
 * numeric columns, the stored values of sparse ones included, and leaves flags of missing values
 * and categories alone.
 *
 * <p>Source: Srivastava, Hinton, Krizhevsky, Sutskever &amp; Salakhutdinov 2014, section 10.
 *
 * @param rate in [0, 1)
 */
public record GaussianDropout(double rate) implements InputStageSpec {
  public GaussianDropout {
    if (!(rate >= 0.0 && rate < 1.0)) {
      throw new IllegalArgumentException("rate: expected at least 0 and below 1, found " + rate);
    }
  }

  static GaussianDropout read(Section section) {
    if (!section.has("rate")) {
      section.problem("rate", "is missing");
    }
    return new GaussianDropout(section.number("rate", 0.0, 0.0, 1.0));
  }

  @Override
  public String kind() {
    return "gaussian_dropout";
  }

  private NormalFactors factors() {
    return new NormalFactors((float) Math.sqrt(rate / (1.0 - rate)));
  }

  @Override
  public Layer bind(Shape in, Plan plan) {
    return new FactorsLayer(factors(), in, plan);
  }

  @Override
  public InputStage bindStage(Columns columns, Plan plan) {
    GaussianNoise.requireNumbers(columns, plan);
    return new FactorsStage(factors(), columns.numbers(), columns, plan);
  }
}
