package io.ganglion.train;

import io.ganglion.optimize.UpdateRule;
import io.ganglion.tensor.Kernels;
import java.util.ArrayList;
import java.util.List;

/** Takes in what the jobs of an epoch of mini-batches report, and sums the epoch up. */
final class EpochTally {
  private final ModelSpec spec;
  private final UpdateRule rule;
  private final TrainState before;
  private final List<double[][]> statistics = new ArrayList<>();
  private EpochDiagnostics diagnostics;

  /** The tally of the epoch after {@code before}. */
  EpochTally(ModelSpec spec, UpdateRule rule, TrainState before) {
    this.spec = spec;
    this.rule = rule;
    this.before = before;
  }

  /**
   * Takes in a job.
   *
   * @return whether some shard has batches left
   */
  boolean add(Total total) {
    if (diagnostics == null) {
      List<double[][]> probed =
          total.statistics().stream().map(shard -> StepStatistics.probed(spec, shard)).toList();
      diagnostics = LayerProbe.merge(spec.bind(), probed);
    }
    statistics.addAll(total.statistics());
    return total.statistics().stream().anyMatch(StepStatistics::hasRest);
  }

  /**
   * Checks that training goes on. A last step may overflow the weights after a loss that still was
   * finite, so both are looked at.
   *
   * @param next weights after the job
   * @param last state that is known to be finite
   * @throws DivergedException with {@code last}
   */
  void requireFinite(Total total, float[] next, TrainState last) {
    boolean losses = total.statistics().stream().allMatch(shard -> Double.isFinite(shard[0][0]));
    if (losses && Kernels.finite(next)) {
      return;
    }
    throw new DivergedException(
        "epoch "
            + (before.epoch + 1)
            + ": the training loss is no longer a finite number: try a smaller"
            + " training.optimizer."
            + rule.optimizer().kind()
            + ".learningRate (it is "
            + rule.optimizer().learningRate()
            + "), or a normalization layer first if there is none",
        last);
  }

  /**
   * The epoch as a whole.
   *
   * @param examples of all shards
   * @param jobs of the epoch
   * @param merging null where the period was given
   */
  TrainingStrategy.Outcome outcome(TrainState state, long examples, long jobs, Merging merging) {
    return new TrainingStrategy.Outcome(
        state,
        ScoreKeeper.merge(spec, statistics),
        learningRate(),
        diagnostics,
        new Cost(costOfRow() * examples, jobs),
        merging,
        null);
  }

  private double costOfRow() {
    int every = rule.optimizer().curvatureEvery();
    return Cost.GRADIENT + (every == 0 ? 0.0 : Cost.CURVATURE_PRODUCT / every);
  }

  /** In the middle of the epoch; NaN where it never changes. */
  private double learningRate() {
    return rule.scheduled() ? rule.learningRate(before.epoch + 0.5, before.scalars) : Double.NaN;
  }
}
