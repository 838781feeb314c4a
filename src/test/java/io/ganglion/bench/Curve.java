package io.ganglion.bench;

import io.ganglion.config.Section;
import io.ganglion.optimize.Adam;
import io.ganglion.optimize.Optimizers;
import io.ganglion.optimize.UpdateRule;
import io.ganglion.train.Averaging;
import io.ganglion.train.GradientAggregation;
import io.ganglion.train.ModelSpec;
import io.ganglion.train.ParameterAveraging;
import io.ganglion.train.TrainingStrategy;

/**
 * A way to train that is compared with others, written as the section {@code training} of a job
 * file is, with a name.
 *
 * @param averaging null for synchronous gradients
 */
record Curve(String name, UpdateRule rule, int epochs, Averaging averaging) {
  static Curve read(Section section) {
    int epochs = section.integer("epochs", 1);
    boolean gradient = section.text("strategy", "averaging").equals("gradient");
    Curve curve =
        new Curve(
            section.text("name"),
            UpdateRule.read(
                section,
                section.choice("optimizer", Optimizers.CATALOGUE, Adam.defaults()),
                epochs),
            epochs,
            gradient ? null : Averaging.read(section.section("averaging")));
    section.finish();
    return curve;
  }

  TrainingStrategy strategy(ModelSpec spec, int batchSize, long seed) {
    return averaging == null
        ? new GradientAggregation(spec, rule, batchSize, seed)
        : new ParameterAveraging(spec, rule, batchSize, averaging, seed);
  }
}
