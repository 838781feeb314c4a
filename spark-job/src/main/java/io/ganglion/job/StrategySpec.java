package io.ganglion.job;

import io.ganglion.config.Section;
import io.ganglion.optimize.UpdateRule;
import io.ganglion.train.Averaging;
import io.ganglion.train.GradientAggregation;
import io.ganglion.train.ModelSpec;
import io.ganglion.train.ParameterAveraging;
import io.ganglion.train.TrainingStrategy;
import io.ganglion.train.Truncation;
import java.util.Locale;

/**
 * How the shards learn from mini-batches together.
 *
 * @param averaging of their weights; null where their gradients are averaged in each step
 * @param truncation steps of the pieces that sequences are cut into, or {@link Truncation#NONE}
 */
record StrategySpec(Averaging averaging, int truncation) {
  private enum Kind {
    AVERAGING,
    GRADIENT
  }

  /** Reads {@code strategy}, {@code averaging} and {@code truncation} of {@code training}. */
  static StrategySpec read(Section training) {
    Kind kind = training.option("strategy", Kind.AVERAGING);
    Section section = training.section("averaging");
    int truncation = training.integer("truncation", Truncation.NONE, 1);
    if (kind == Kind.AVERAGING) {
      Averaging averaging = Averaging.read(section);
      if (training.has("truncation") && averaging.every() == Averaging.AUTO) {
        training.problem(
            "truncation",
            "expected a number of batches between two averages, found 'every: auto', which doesn't"
                + " know pieces: set averaging.every");
      }
      return new StrategySpec(averaging, truncation);
    }
    if (training.has("truncation")) {
      training.problem(
          "truncation",
          "goes with 'strategy: averaging' only, found strategy: gradient: remove one of the two");
    }
    for (String key : section.keys()) {
      section.problem(
          key,
          "goes with 'strategy: averaging' only, found strategy: gradient, which averages gradients"
              + " in each step: remove one of the two");
    }
    return new StrategySpec(null, truncation);
  }

  /** The strategy itself. */
  TrainingStrategy strategy(ModelSpec spec, UpdateRule rule, int batchSize, long seed) {
    return averaging == null
        ? new GradientAggregation(spec, rule, batchSize, seed)
        : new ParameterAveraging(spec, rule, batchSize, truncation, averaging, seed);
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
