package io.ganglion.train;

import io.ganglion.data.Augmenter;
import io.ganglion.data.Batch;
import io.ganglion.data.Batcher;
import io.ganglion.data.Pieces;
import io.ganglion.network.Network;
import io.ganglion.optimize.Step;
import io.ganglion.optimize.UpdateRule;
import io.ganglion.tensor.Prefetch;
import io.ganglion.tensor.Ranges;
import io.ganglion.tensor.Scratch;
import io.ganglion.tensor.Seeds;
import java.util.Arrays;

/** Mini-batch steps on one shard, from the broadcast weights on; its result is averaged. */
final class LocalSteps implements ShardTask {
  private static final long serialVersionUID = 1L;

  private final ModelSpec spec;
  private final UpdateRule rule;
  private final int batchSize;
  private final int truncation;
  private final long epochKey;
  private final long firstBatch;
  private final long batches;
  private final long examples;

  /**
   * Steps {@code firstBatch … firstBatch + batches − 1} of an epoch.
   *
   * @param truncation steps of the pieces of sequences that are learned from, one after another, or
   *     {@link Truncation#NONE}
   * @param epochKey of the epoch's random numbers
   * @param examples of all shards
   */
  LocalSteps(
      ModelSpec spec,
      UpdateRule rule,
      int batchSize,
      int truncation,
      long epochKey,
      long firstBatch,
      long batches,
      long examples) {
    this.spec = spec;
    this.rule = rule;
    this.batchSize = batchSize;
    this.truncation = truncation;
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
      return new Partial(0.0, new float[0][], StepStatistics.none(scores), 0);
    }
    Network network = spec.bind();
    LayerProbe probe = firstBatch == 0 ? new LayerProbe(network) : null;
    Learner learner = new Learner(network, spec, rule, state);
    learner.cut(Truncation.pieces(truncation, spec));
    learner.watch(probe);
    Batch batch = new Batch(spec.columns());
    Augmenter augmenter = spec.bindAugmenter();
    long ofShard = Batcher.batches(rows.examples(), batchSize);
    long taken = 0;
    boolean finite = true;
    long began = System.nanoTime();
    while (taken < batches && finite && source.next(batch)) {
      long number = firstBatch + taken;
      double place = state.epoch + (double) number / ofShard;
      augmenter.apply(batch, Seeds.derive(key, number, 2));
      finite = learner.learn(batch, place, Seeds.derive(key, number, 1), scores);
      taken++;
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    double[] progress = StepStatistics.progress(source.hasNext(), seconds, ofShard);
    double[] moments = RunningMoments.of(network, learner.weights, learner.weight());
    learner.close();
    return new Partial(
        learner.weight(),
        learner.vectors(),
        StepStatistics.of(scores, probe, moments, new double[0], progress),
        learner.taken);
  }

  /** The weights of one thread and what moves them: a step allocates nothing. */
  static final class Learner {
    private final UpdateRule rule;
    private final double[] scalars;
    private final BatchGradient gradient;
    private final float[] weights;
    private final Step step = new Step();
    private final Prefetch prefetch = new Prefetch();
    private final boolean byRow;
    private final RowSteps rows;
    private final boolean fresh;
    private LayerProbe probe;
    private Pieces pieces;
    private double weight;
    private long taken;

    Learner(Network network, ModelSpec spec, UpdateRule rule, TrainState state) {
      this.rule = rule;
      this.scalars = state.scalars;
      this.weights = state.weights.clone();
      this.gradient = new BatchGradient(network, spec, weights);
      this.byRow = network.trainsByRow();
      step.gradient = gradient.gradient();
      step.weights = weights;
      this.fresh = state.vectors.length == 0;
      step.state = fresh ? zeros(rule.optimizer().vectors()) : cloned(state.vectors);
      step.active = new Ranges();
      step.decayed = new Ranges();
      step.matrices = NeuronWeights.matrices(network);
      step.number = state.steps;
      this.rows = byRow && rule.elementwise() ? gradient.pack(step.state.length) : null;
      gradient.collect(step.active, step.decayed);
    }

    /** Lets the probe look at the first steps; null for none. */
    void watch(LayerProbe probe) {
      this.probe = probe;
    }

    /** Lets it learn from pieces of batches; null for batches as they are. */
    void cut(Pieces pieces) {
      this.pieces = pieces;
    }

    /**
     * One step on a batch, or on each of its pieces; false after one whose loss is not finite,
     * which leaves the weights as they are.
     *
     * @param place in epochs since the start of training
     */
    boolean learn(Batch batch, double place, long key, ScoreKeeper scores) {
      if (pieces == null) {
        return step(batch, place, key, scores);
      }
      pieces.cut(batch);
      boolean finite = true;
      Batch piece = pieces.next();
      for (int i = 0; piece != null && finite; i++) {
        finite = step(piece, place, Seeds.derive(key, i), scores);
        gradient.carry();
        piece = pieces.next();
      }
      return finite;
    }

    /** One step on a batch; false if its loss is not finite, and then the weights stay. */
    boolean step(Batch batch, double place, long key, ScoreKeeper scores) {
      taken++;
      gradient.forward(batch, key);
      if (byRow && rows == null) {
        gradient.collect(step.active, step.decayed);
        prefetch();
      }
      double loss = gradient.loss(scores);
      double batchWeight = batch.targets.totalWeight();
      if (!Double.isFinite(loss)) {
        return false;
      }
      if (batchWeight == 0.0) {
        return true;
      }
      weight += batchWeight;
      gradient.backward(batchWeight, probe);
      step.learningRate = rule.learningRate(place, scalars);
      step.number++;
      boolean wanted = rule.wantsCurvature(step.number);
      step.curvature =
          wanted
              ? gradient.curvature(batchWeight, step.active, Seeds.derive(key, BatchGradient.SIGNS))
              : null;
      rule.apply(step);
      if (rows != null) {
        rows.apply(rule, step);
      }
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

    private float[][] zeros(int vectors) {
      float[][] zeros = new float[vectors][];
      Arrays.setAll(zeros, v -> Scratch.zeros(weights.length));
      return zeros;
    }

    /** Gives back what the result doesn't hold. */
    void close() {
      Scratch.giveBack(step.gradient);
      if (fresh) {
        Arrays.stream(step.state).forEach(Scratch::giveBack);
      }
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
