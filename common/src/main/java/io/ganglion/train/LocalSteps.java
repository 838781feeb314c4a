package io.ganglion.train;

import io.ganglion.data.Augmenter;
import io.ganglion.data.Batch;
import io.ganglion.data.Batcher;
import io.ganglion.network.Network;
import io.ganglion.network.Pass;
import io.ganglion.optimize.Step;
import io.ganglion.optimize.UpdateRule;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;
import io.ganglion.tensor.Prefetch;
import io.ganglion.tensor.Ranges;
import io.ganglion.tensor.Seeds;
import java.util.Arrays;

/** Mini-batch steps on one shard, from the broadcast weights on; its result is averaged. */
final class LocalSteps implements ShardTask {
  private static final long serialVersionUID = 1L;

  private final ModelSpec spec;
  private final UpdateRule rule;
  private final int batchSize;
  private final long epochKey;
  private final long firstBatch;
  private final long batches;
  private final long examples;

  /**
   * Steps {@code firstBatch … firstBatch + batches − 1} of an epoch.
   *
   * @param epochKey of the epoch's random numbers
   * @param examples of all shards
   */
  LocalSteps(
      ModelSpec spec,
      UpdateRule rule,
      int batchSize,
      long epochKey,
      long firstBatch,
      long batches,
      long examples) {
    this.spec = spec;
    this.rule = rule;
    this.batchSize = batchSize;
    this.epochKey = epochKey;
    this.firstBatch = firstBatch;
    this.batches = batches;
    this.examples = examples;
  }

  @Override
  public Partial run(int shard, Shard rows, TrainState state) {
    long key = Seeds.derive(epochKey, shard);
    Batcher source = Batcher.shuffled(rows.blocks(), batchSize, key);
    source.skip(firstBatch * batchSize);
    ScoreKeeper scores = new ScoreKeeper(spec, examples);
    if (!source.hasNext()) {
      double[][] none = all(scores, new double[0][], new double[0], false);
      return new Partial(0.0, new float[0][], none, 0);
    }
    Network network = spec.bind();
    LayerProbe probe = firstBatch == 0 ? new LayerProbe(network) : null;
    Learner learner = new Learner(network, spec, rule, state);
    learner.watch(probe);
    Batch batch = new Batch(spec.columns());
    Augmenter augmenter = spec.bindAugmenter();
    double ofShard = Math.ceil((double) rows.examples() / batchSize);
    long taken = 0;
    boolean finite = true;
    while (taken < batches && finite && source.next(batch)) {
      long number = firstBatch + taken;
      double place = state.epoch + number / ofShard;
      augmenter.apply(batch, Seeds.derive(key, number, 2));
      finite = learner.step(batch, place, Seeds.derive(key, number, 1), scores);
      taken++;
    }
    double[][] seen = probe == null ? new double[0][] : probe.states();
    double[] moments = RunningMoments.of(network, learner.weights, learner.weight());
    double[][] statistics = all(scores, seen, moments, source.hasNext());
    return new Partial(learner.weight(), learner.vectors(), statistics, taken);
  }

  /**
   * The states of loss and metrics, behind them those of a probe, the running moments, and last
   * whether the shard has batches left.
   */
  private static double[][] all(
      ScoreKeeper scores, double[][] probe, double[] moments, boolean rest) {
    double[][] states = scores.states();
    double[][] all = Arrays.copyOf(states, states.length + probe.length + 2);
    System.arraycopy(probe, 0, all, states.length, probe.length);
    all[all.length - 2] = moments;
    all[all.length - 1] = new double[] {rest ? 1.0 : 0.0};
    return all;
  }

  /** The states of the probe; none for a shard without rows. */
  static double[][] probed(ModelSpec spec, double[][] statistics) {
    return Arrays.copyOfRange(statistics, ScoreKeeper.size(spec), statistics.length - 2);
  }

  /** The {@link RunningMoments}; empty for a shard without rows. */
  static double[] moments(double[][] statistics) {
    return statistics[statistics.length - 2];
  }

  static boolean hasRest(double[][] statistics) {
    return statistics[statistics.length - 1][0] != 0.0;
  }

  /** The weights of one thread and what moves them: a step allocates nothing. */
  static final class Learner {
    private final Network network;
    private final ModelSpec spec;
    private final UpdateRule rule;
    private final double[] scalars;
    private final Pass pass;
    private final float[] weights;
    private final Step step = new Step();
    private final Prefetch prefetch = new Prefetch();
    private final boolean byRow;
    private final boolean fresh;
    private LayerProbe probe;
    private double weight;

    Learner(Network network, ModelSpec spec, UpdateRule rule, TrainState state) {
      this.network = network;
      this.spec = spec;
      this.rule = rule;
      this.scalars = state.scalars;
      this.weights = state.weights.clone();
      float[] gradient = new float[weights.length];
      this.pass = network.pass(weights, gradient);
      this.byRow = network.trainsByRow();
      step.gradient = gradient;
      step.weights = weights;
      this.fresh = state.vectors.length == 0;
      step.state =
          fresh ? new float[rule.optimizer().vectors()][weights.length] : cloned(state.vectors);
      step.active = new Ranges();
      step.decayed = new Ranges();
      step.matrices = NeuronWeights.matrices(network);
      step.number = state.steps;
      pass.collect(step.active, step.decayed);
    }

    /** Lets the probe look at the first steps; null for none. */
    void watch(LayerProbe probe) {
      this.probe = probe;
    }

    /**
     * One step on a batch; false if its loss is not finite, and then the weights stay.
     *
     * @param place in epochs since the start of training
     */
    boolean step(Batch batch, double place, long key, ScoreKeeper scores) {
      network.begin(pass, batch, Pass.Mode.TRAINING, key);
      Matrix out = network.forward(pass);
      if (byRow) {
        pass.collect(step.active, step.decayed);
        prefetch();
      }
      Matrix dOut = network.outputGradient(pass);
      double loss = spec.loss().valueAndGradient(out, batch.targets, dOut);
      scores.add(out, batch.targets, loss);
      double batchWeight = batch.targets.totalWeight();
      if (!Double.isFinite(loss)) {
        return false;
      }
      if (batchWeight == 0.0) {
        return true;
      }
      weight += batchWeight;
      Kernels.scale((float) (1.0 / batchWeight), dOut);
      network.backward(pass);
      network.observe(pass);
      if (probe != null && probe.looking()) {
        probe.look(pass, step.gradient, 1.0, batchWeight);
      }
      step.learningRate = rule.learningRate(place, scalars);
      step.number++;
      rule.apply(step);
      return true;
    }

    /** Lets the touched rows, which lie all over memory, come while something else is done. */
    private void prefetch() {
      prefetch.read(step.gradient, step.active);
      for (float[] vector : step.state) {
        prefetch.read(vector, step.active);
      }
    }

    double weight() {
      return weight;
    }

    private static float[][] cloned(float[][] vectors) {
      return Arrays.stream(vectors).map(float[]::clone).toArray(float[][]::new);
    }

    /** The weights, and behind them the optimizer's state unless it began anew. */
    float[][] vectors() {
      float[][] vectors = new float[fresh ? 1 : 1 + step.state.length][];
      vectors[0] = weights;
      System.arraycopy(step.state, 0, vectors, 1, vectors.length - 1);
      return vectors;
    }
  }
}
