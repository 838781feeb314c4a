package io.ganglion.train;

import io.ganglion.config.Section;

/**
 * How {@link ParameterAveraging} brings the weights of the shards together.
 *
 * <p>The outer step moves along the averaged change Δ of a round as {@link
 * io.ganglion.optimize.Sgd} moves along a gradient: {@code v = β v + α Δ; w += v}, and {@code w +=
 * β v + α Δ} with Nesterov's look ahead. Without momentum at the rate 1 it is the plain average.
 *
 * <p>Source of the outer step: Chen &amp; Huo 2016, "Scalable training of deep learning machines by
 * incremental block training with intra-block parallel optimization and blockwise model-update
 * filtering" (BMUF: β with α = 1, either form); Wang, Tantia, Ballas &amp; Rabbat 2020, "SlowMo"
 * (heavy ball); Douillard et al. 2023, "DiLoCo" (Nesterov, α = 0.7, β = 0.9, over AdamW). Source of
 * the warm-up: Lin, Stich, Patel &amp; Jaggi 2020, "Don't use large mini-batches, use local SGD".
 *
 * @param every batches of each shard between two averages, {@link ParameterAveraging#EVERY_EPOCH},
 *     or {@link #AUTO}
 * @param share of the time that merging may take where the period is chosen by itself, in (0, 1)
 * @param warmUp epochs over which the period grows in proportion from one batch on; at least 0
 * @param optimizerState what becomes of the optimizer's state
 * @param learningRate of the outer step, above 0
 * @param momentum of the outer step, in [0, 1)
 * @param nesterov whether the outer momentum looks ahead
 */
public record Averaging(
    long every,
    double share,
    double warmUp,
    ParameterAveraging.StateMerge optimizerState,
    double learningRate,
    double momentum,
    boolean nesterov) {
  /** As often as the share of the time allows; see {@link AutoPeriod}. */
  public static final long AUTO = 0;

  /** The plain average once an epoch, of the optimizer's state too. */
  public static Averaging defaults() {
    return plain(ParameterAveraging.EVERY_EPOCH, ParameterAveraging.StateMerge.AVERAGE);
  }

  /** The plain average. */
  public static Averaging plain(long every, ParameterAveraging.StateMerge optimizerState) {
    return new Averaging(every, 0.05, 0.0, optimizerState, 1.0, 0.0, false);
  }

  /** Reads the section {@code averaging} of a job file. */
  public static Averaging read(Section section) {
    Averaging otherwise = defaults();
    long every = every(section);
    double share = section.positive("share", otherwise.share);
    if (share >= 1.0) {
      section.problem("share", "expected a share below 1, found " + share);
    }
    if (section.has("share") && every != AUTO) {
      section.problem("share", "goes with 'every: auto' only: set that, or remove this key");
    }
    Averaging averaging =
        new Averaging(
            every,
            share,
            section.number("warmUp", otherwise.warmUp, 0.0, Double.POSITIVE_INFINITY),
            section.option("optimizerState", otherwise.optimizerState),
            section.positive("learningRate", otherwise.learningRate),
            section.number("momentum", otherwise.momentum, 0.0, 1.0),
            section.flag("nesterov", otherwise.nesterov));
    if (averaging.nesterov && !section.has("momentum")) {
      section.problem("nesterov", "expected a momentum with it, found none: set momentum too");
    }
    section.finish();
    return averaging;
  }

  /** Whether the outer step is none: the average is taken as it is. */
  public boolean plain() {
    return momentum == 0.0 && learningRate == 1.0;
  }

  private static long every(Section section) {
    if (section.value("every") instanceof Integer) {
      return section.integer("every", 1, 1);
    }
    String text = section.text("every", "epoch");
    if (text.equals("auto")) {
      return AUTO;
    }
    if (!text.equals("epoch")) {
      section.problem(
          "every", "expected 'epoch', 'auto' or a number of batches, found '" + text + "'");
    }
    return ParameterAveraging.EVERY_EPOCH;
  }
}
