package io.ganglion.train;

import io.ganglion.network.Network;
import io.ganglion.optimize.UpdateRule;
import io.ganglion.tensor.Seeds;
import java.util.Arrays;

/**
 * Every shard takes mini-batch steps of its own from the same weights; then the weights are
 * averaged, each shard's by the weight of the examples that it learned from: {@code w = Σ nₛ wₛ / Σ
 * nₛ}. An outer step may follow: see {@link Averaging}.
 *
 * <p>A state holds the optimizer's vectors, and behind them the velocity of the outer step where it
 * has a momentum; the velocity stays at the driver.
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
  private final int truncation;
  private final boolean reset;
  private final Network network;
  private final Rounds rounds;
  private final OuterStep outer;
  private final long seed;

  /**
   * A strategy.
   *
   * @param rule of each shard's steps
   * @param batchSize examples a step and shard
   * @param truncation steps of the pieces that sequences are cut into, each of which is a step of
   *     the optimizer, or {@link Truncation#NONE}
   * @param seed of order and dropout
   * @throws io.ganglion.network.NetworkException if the network can't learn from pieces
   */
  public ParameterAveraging(
      ModelSpec spec,
      UpdateRule rule,
      int batchSize,
      int truncation,
      Averaging averaging,
      long seed) {
    this.spec = spec;
    this.rule = rule;
    this.batchSize = batchSize;
    this.truncation = truncation;
    this.reset = averaging.optimizerState() == StateMerge.RESET;
    this.rounds = new Rounds(averaging, batchSize);
    this.network = spec.bind();
    Truncation.check(truncation, network);
    this.outer = new OuterStep(averaging, rule, network);
    this.seed = seed;
  }

  /**
   * A strategy that leaves sequences whole.
   *
   * @param rule of each shard's steps
   * @param batchSize examples a step and shard
   * @param seed of order and dropout
   */
  public ParameterAveraging(
      ModelSpec spec, UpdateRule rule, int batchSize, Averaging averaging, long seed) {
    this(spec, rule, batchSize, Truncation.NONE, averaging, seed);
  }

  /**
   * A strategy that takes the plain average.
   *
   * @param every batches of each shard between two averages, or {@link #EVERY_EPOCH}
   */
  public ParameterAveraging(
      ModelSpec spec,
      UpdateRule rule,
      int batchSize,
      long every,
      StateMerge stateMerge,
      long seed) {
    this(spec, rule, batchSize, Averaging.plain(every, stateMerge), seed);
  }

  @Override
  public TrainState start(float[] weights) {
    int vectors = rule.optimizer().vectors() + outer.vectors();
    return TrainState.start(weights, vectors).withScalars(rule.schedule().start());
  }

  @Override
  public TrainState judged(TrainState state, double heldOut) {
    return state.withScalars(rule.schedule().after(state.scalars, heldOut));
  }

  @Override
  public Outcome epoch(TrainState state, Cluster training) {
    int epoch = state.epoch + 1;
    long key = Seeds.derive(seed, epoch);
    EpochTally tally = new EpochTally(spec, rule, state);
    rounds.begin();
    TrainState now = state;
    long first = 0;
    boolean rest = true;
    long jobs = 0;
    while (rest) {
      long batches = rounds.next(training, first, state.epoch);
      LocalSteps task =
          new LocalSteps(
              spec, rule, batchSize, truncation, key, first, batches, training.examples());
      long began = System.nanoTime();
      Total total = training.run("epoch " + epoch + ": train", broadcast(now), task);
      TrainState next = merged(now, total);
      rounds.took(total, training, (System.nanoTime() - began) / 1e9);
      rest = tally.add(total);
      tally.requireFinite(total, next.weights, now);
      now = next;
      first += batches;
      jobs++;
    }
    TrainState done = new TrainState(now.weights, now.vectors, now.scalars, now.steps, epoch);
    return tally.outcome(done, training.examples(), jobs, rounds.merging(training));
  }

  /** What the shards need to know. */
  private TrainState broadcast(TrainState state) {
    int vectors = reset ? 0 : rule.optimizer().vectors();
    float[][] optimizer = Arrays.copyOf(state.vectors, vectors);
    return new TrainState(
        state.weights, optimizer, state.scalars, reset ? 0 : state.steps, state.epoch);
  }

  private TrainState merged(TrainState before, Total total) {
    float[][] averages = total.averages();
    if (averages.length == 0) {
      return before;
    }
    RunningMoments.merge(network, StepStatistics.moments(total), averages[0]);
    int optimizer = averages.length - 1;
    float[][] velocity =
        Arrays.stream(
                before.vectors, before.vectors.length - outer.vectors(), before.vectors.length)
            .map(float[]::clone)
            .toArray(float[][]::new);
    outer.apply(before.weights, averages[0], velocity);
    float[][] vectors = Arrays.copyOfRange(averages, 1, 1 + optimizer + velocity.length);
    System.arraycopy(velocity, 0, vectors, optimizer, velocity.length);
    long steps = reset ? 0 : before.steps + total.steps();
    return new TrainState(averages[0], vectors, before.scalars, steps, before.epoch);
  }
}
