package io.ganglion.layer;

import io.ganglion.config.Section;
import io.ganglion.data.Columns;
import io.ganglion.data.Shape;
import io.ganglion.network.InputStage;
import io.ganglion.network.InputStageSpec;
import io.ganglion.network.Layer;
import io.ganglion.network.Plan;

/**
 * Sets each value to 0 with probability {@code rate} while training, and multiplies the others by
 * {@code 1 / (1 − rate)}, so that the mean stays and prediction needs no correction. Leading, it
 * works on the numeric columns, sparse ones included.
 *
 * <p>Source: Srivastava, Hinton, Krizhevsky, Sutskever & Salakhutdinov 2014, section 10 for scaling
 * at training time.
 *
 * @param rate in [0, 1)
 */
public record Dropout(double rate) implements InputStageSpec {
  public Dropout {
    if (!(rate >= 0.0 && rate < 1.0)) {
      throw new IllegalArgumentException("rate: expected at least 0 and below 1, found " + rate);
    }
  }

  static Dropout read(Section section) {
    if (!section.has("rate")) {
      section.problem("rate", "is missing");
    }
    return new Dropout(section.number("rate", 0.0, 0.0, 1.0));
  }

  @Override
  public String kind() {
    return "dropout";
  }

  @Override
  public Layer bind(Shape in, Plan plan) {
    return new FactorsLayer(new DropoutMask(rate), in, plan);
  }

  @Override
  public InputStage bindStage(Columns columns, Plan plan) {
    return new FactorsStage(new DropoutMask(rate), columns.numeric(), columns, plan);
  }
}
