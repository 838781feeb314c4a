package io.ganglion.train;

import io.ganglion.network.Network;
import io.ganglion.optimize.Step;
import io.ganglion.optimize.UpdateRule;
import io.ganglion.tensor.Ranges;
import io.ganglion.tensor.Seeds;
import java.util.Arrays;
import java.util.List;

/**
 * Synchronous mini-batches: every step takes one batch of each shard, averages their gradients by
 * the weight of their examples, {@code g = Σ nₛ gₛ / Σ nₛ}, and moves the weights at the driver.
 *
 * <p>A step is a job of the cluster, and its batch is as large as those of all shards together. A
 * shard that has run out of batches counts for nothing in the rest of the epoch. The optimizer's
 * state never travels.
 *
 * <p>Source: Chen, Pan, Monga, Bengio &amp; Jozefowicz 2016, "Revisiting distributed synchronous
 * SGD", algorithms 3 and 4 without backup workers.
 */
public final class GradientAggregation implements TrainingStrategy {
  private final ModelSpec spec;
  private final UpdateRule rule;
  private final int batchSize;
  private final long seed;
  private final Network network;
  private final FixedParameters fixed;

  /**
   * A strategy.
   *
   * @param batchSize examples a step and shard
   * @param seed of order and dropout
   */
  public GradientAggregation(ModelSpec spec, UpdateRule rule, int batchSize, long seed) {
    this.spec = spec;
    this.rule = rule;
    this.batchSize = batchSize;
    this.seed = seed;
    this.network = spec.bind();
    this.fixed = new FixedParameters(network);
  }

  @Override
  public TrainState start(float[] weights) {
    int vectors = rule.optimizer().vectors();
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
    Step step = step(state);
    boolean rest = true;
    long number = 0;
    for (; rest; number++) {
      boolean curvature = rule.wantsCurvature(step.number + 1);
      GradientTask task =
          new GradientTask(spec, batchSize, key, number, curvature, training.examples());
      TrainState now =
          new TrainState(step.weights, new float[0][], new double[0], step.number, state.epoch);
      Total total = training.run("epoch " + epoch + ": train", now, task);
      rest = tally.add(total);
      tally.requireFinite(total, step.weights, state);
      move(step, total, state, number);
      tally.requireFinite(total, step.weights, state);
    }
    TrainState done = new TrainState(step.weights, step.state, state.scalars, step.number, epoch);
    return tally.outcome(done, training.examples(), number, null);
  }

  private Step step(TrainState state) {
    Step step = new Step();
    step.weights = state.weights;
    step.state = Arrays.stream(state.vectors).map(float[]::clone).toArray(float[][]::new);
    step.number = state.steps;
    step.active = new Ranges();
    step.decayed = new Ranges();
    step.matrices = NeuronWeights.matrices(network);
    network.pass(state.weights, null).collect(step.active, step.decayed);
    return step;
  }

  /** A step along the averaged gradient. The weights that were broadcast stay as they are. */
  private void move(Step step, Total total, TrainState state, long number) {
    float[][] averages = total.averages();
    if (averages.length == 0) {
      return;
    }
    List<double[][]> shards = total.statistics();
    if (network.trainsByRow()) {
      List<double[]> touched = shards.stream().map(StepStatistics::touched).toList();
      TrainedRanges.union(network, touched, step.active, step.decayed);
    }
    double batches = shards.stream().mapToDouble(StepStatistics::batches).max().orElse(1.0);
    step.weights = step.weights.clone();
    fixed.write(averages[1], step.weights);
    RunningMoments.merge(network, StepStatistics.moments(total), step.weights);
    step.gradient = averages[0];
    step.curvature = averages.length > 2 ? averages[2] : null;
    step.learningRate = rule.learningRate(state.epoch + number / batches, state.scalars);
    step.number++;
    rule.apply(step);
  }
}
