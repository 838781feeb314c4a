package io.ganglion.train;

import io.ganglion.optimize.UpdateRule;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Every shard takes mini-batch steps of its own from the same weights; then the weights are
 * averaged, each shard's by the weight of the examples that it learned from: {@code w = Σ nₛ wₛ / Σ
 * nₛ}.
 *
 * <p>Source: McDonald, Hall & Mann 2010, "Distributed training strategies for the structured
 * perceptron"; McMahan et al. 2017, "Communication-efficient learning of deep networks from
 * decentralized data" (FedAvg).
 */
public final class ParameterAveraging implements TrainingStrategy {
  /** Once at the end of each epoch. */
  public static final long EVERY_EPOCH = Long.MAX_VALUE;

  /** What becomes of the optimizer's state when weights are averaged. */
  public enum StateMerge {
    /** Averaged as the weights are. */
    AVERAGE,
    /** Set to zero: every round starts a new optimizer, whose state never travels. */
    RESET
  }

  private final ModelSpec spec;
  private final UpdateRule rule;
  private final int batchSize;
  private final long every;
  private final StateMerge stateMerge;
  private final long seed;

  /**
   * A strategy.
   *
   * @param rule of each shard's steps
   * @param batchSize examples a step and shard
   * @param every batches of each shard between two averages, or {@link #EVERY_EPOCH}
   * @param seed of order and dropout
   */
  public ParameterAveraging(
      ModelSpec spec,
      UpdateRule rule,
      int batchSize,
      long every,
      StateMerge stateMerge,
      long seed) {
    this.spec = spec;
    this.rule = rule;
    this.batchSize = batchSize;
    this.every = every;
    this.stateMerge = stateMerge;
    this.seed = seed;
  }

  @Override
  public TrainState start(float[] weights) {
    int vectors = rule.optimizer().vectors();
    return new TrainState(
        weights, new float[vectors][weights.length], rule.schedule().start(), 0, 0);
  }

  @Override
  public TrainState judged(TrainState state, double heldOut) {
    double[] scalars = rule.schedule().after(state.scalars, heldOut);
    return new TrainState(state.weights, state.vectors, scalars, state.steps, state.epoch);
  }

  @Override
  public Outcome epoch(TrainState state, Cluster training) {
    int epoch = state.epoch + 1;
    long key = Seeds.derive(seed, epoch);
    List<double[][]> statistics = new ArrayList<>();
    EpochDiagnostics diagnostics = null;
    TrainState now = stateMerge == StateMerge.RESET ? withoutVectors(state) : state;
    boolean rest = true;
    long rounds = 0;
    for (long round = 0; rest; round++) {
      long first = every == EVERY_EPOCH ? 0 : round * every;
      LocalSteps task =
          new LocalSteps(spec, rule, batchSize, key, first, every, training.examples());
      Total total = training.run("epoch " + epoch + ": train", now, task);
      statistics.addAll(total.statistics());
      if (round == 0) {
        diagnostics = diagnostics(total);
      }
      TrainState next = averaged(now, total);
      requireFinite(total, next, epoch, now);
      now = next;
      rounds++;
      rest = total.statistics().stream().anyMatch(LocalSteps::hasRest);
    }
    TrainState done = new TrainState(now.weights, now.vectors, now.scalars, now.steps, epoch);
    Cost cost = new Cost(Cost.GRADIENT * training.examples(), rounds);
    return new Outcome(
        done, ScoreKeeper.merge(spec, statistics), learningRate(state), diagnostics, cost, null);
  }

  private static List<double[]> moments(Total total) {
    return total.statistics().stream().map(LocalSteps::moments).toList();
  }

  private EpochDiagnostics diagnostics(Total first) {
    List<double[][]> probed =
        first.statistics().stream().map(shard -> LocalSteps.probed(spec, shard)).toList();
    return LayerProbe.merge(spec.bind(), probed);
  }

  /** In the middle of the epoch after {@code before}; NaN where it never changes. */
  private double learningRate(TrainState before) {
    return rule.scheduled() ? rule.learningRate(before.epoch + 0.5, before.scalars) : Double.NaN;
  }

  private static TrainState withoutVectors(TrainState state) {
    return new TrainState(state.weights, new float[0][], state.scalars, 0, state.epoch);
  }

  /**
   * A last step may overflow the weights after a loss that still was finite, so both are looked at.
   */
  private void requireFinite(Total total, TrainState next, int epoch, TrainState before) {
    boolean losses = total.statistics().stream().allMatch(shard -> Double.isFinite(shard[0][0]));
    if (losses && Kernels.finite(next.weights)) {
      return;
    }
    throw new DivergedException(
        "epoch "
            + epoch
            + ": the training loss is no longer a finite number: try a smaller"
            + " training.optimizer."
            + rule.optimizer().kind()
            + ".learningRate (it is "
            + rule.optimizer().learningRate()
            + "), or a normalization layer first if there is none",
        before);
  }

  private TrainState averaged(TrainState before, Total total) {
    float[][] averages = total.averages();
    if (averages.length == 0) {
      return before;
    }
    RunningMoments.merge(spec.bind(), moments(total), averages[0]);
    float[][] vectors = Arrays.copyOfRange(averages, 1, averages.length);
    long steps = stateMerge == StateMerge.RESET ? 0 : before.steps + total.steps();
    return new TrainState(averages[0], vectors, before.scalars, steps, before.epoch);
  }
}
