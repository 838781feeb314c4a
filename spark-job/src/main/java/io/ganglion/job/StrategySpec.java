package io.ganglion.job;

import io.ganglion.config.Section;
import io.ganglion.optimize.UpdateRule;
import io.ganglion.train.Averaging;
import io.ganglion.train.GradientAggregation;
import io.ganglion.train.ModelSpec;
import io.ganglion.train.ParameterAveraging;
import io.ganglion.train.TrainingStrategy;
import java.util.Locale;

/**
 * How the shards learn from mini-batches together.
 *
 * @param averaging of their weights; null where their gradients are averaged in each step
 */
record StrategySpec(Averaging averaging) {
  private enum Kind {
    AVERAGING,
    GRADIENT
  }

  /** Reads {@code strategy} and {@code averaging} of the section {@code training}. */
  static StrategySpec read(Section training) {
    Kind kind = training.option("strategy", Kind.AVERAGING);
    Section section = training.section("averaging");
    if (kind == Kind.AVERAGING) {
      return new StrategySpec(Averaging.read(section));
    }
    for (String key : section.keys()) {
      section.problem(
          key,
          "goes with 'strategy: averaging' only, found strategy: gradient, which averages gradients"
              + " in each step: remove one of the two");
    }
    return new StrategySpec(null);
  }

  /** The strategy itself. */
  TrainingStrategy strategy(ModelSpec spec, UpdateRule rule, int batchSize, long seed) {
    return averaging == null
        ? new GradientAggregation(spec, rule, batchSize, seed)
        : new ParameterAveraging(spec, rule, batchSize, averaging, seed);
  }

  /** What is averaged and how often, for people. */
  String described() {
    if (averaging == null) {
      return "gradients, in each step";
    }
    StringBuilder text = new StringBuilder("weights, ").append(period());
    if (averaging.warmUp() > 0.0) {
      text.append(", more often in the first ").append(averaging.warmUp()).append(" epochs");
    }
    if (!averaging.plain()) {
      text.append(
          String.format(
              Locale.ROOT,
              "; outer step at the rate %s with %s %s",
              averaging.learningRate(),
              averaging.nesterov() ? "Nesterov momentum" : "momentum",
              averaging.momentum()));
    }
    return text.toString();
  }

  private String period() {
    if (averaging.every() == ParameterAveraging.EVERY_EPOCH) {
      return "every epoch";
    }
    return averaging.every() == Averaging.AUTO
        ? String.format(
            Locale.ROOT, "as often as %s %% of the time allows", 100.0 * averaging.share())
        : "every " + averaging.every() + " batches";
  }
}
