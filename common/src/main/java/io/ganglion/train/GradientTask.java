package io.ganglion.train;

import io.ganglion.data.Batch;
import io.ganglion.data.Batcher;
import io.ganglion.network.Network;
import io.ganglion.tensor.Ranges;
import io.ganglion.tensor.Seeds;

/**
 * The gradient of one mini-batch of each shard at the broadcast weights. Its vectors are the
 * gradient of the mean loss, the parameters that are not trained as the step left them, and the
 * curvature diagonal where it is asked for.
 */
final class GradientTask implements ShardTask {
  private static final long serialVersionUID = 1L;

  private final ModelSpec spec;
  private final int batchSize;
  private final long epochKey;
  private final long number;
  private final boolean curvature;
  private final long examples;

  /**
   * The batch of a number of an epoch, from 0.
   *
   * @param epochKey of the epoch's random numbers
   * @param curvature whether its diagonal is asked for
   * @param examples of all shards
   */
  GradientTask(
      ModelSpec spec, int batchSize, long epochKey, long number, boolean curvature, long examples) {
    this.spec = spec;
    this.batchSize = batchSize;
    this.epochKey = epochKey;
    this.number = number;
    this.curvature = curvature;
    this.examples = examples;
  }

  @Override
  public Partial run(int shard, Shard rows, TrainState state) {
    long key = Seeds.derive(epochKey, shard);
    Batcher source = Batcher.shuffled(rows.blocks(), batchSize, key);
    source.skip(number * batchSize);
    ScoreKeeper scores = new ScoreKeeper(spec, examples);
    Batch batch = new Batch(spec.columns());
    if (!source.next(batch)) {
      return new Partial(0.0, new float[0][], StepStatistics.none(scores), 0);
    }
    Network network = spec.bind();
    FixedParameters fixed = new FixedParameters(network);
    float[] weights = fixed.size() == 0 ? state.weights : state.weights.clone();
    LayerProbe probe = number == 0 ? new LayerProbe(network) : null;
    BatchGradient gradient = new BatchGradient(network, spec, weights);
    long stepKey = Seeds.derive(key, number, 1);
    long began = System.nanoTime();
    spec.bindAugmenter().apply(batch, Seeds.derive(key, number, 2));
    gradient.forward(batch, stepKey);
    double loss = gradient.loss(scores);
    double weight = Double.isFinite(loss) ? batch.targets.totalWeight() : 0.0;
    Ranges active = new Ranges();
    gradient.collect(active, new Ranges());
    float[][] vectors = new float[weight == 0.0 ? 0 : curvature ? 3 : 2][];
    if (weight > 0.0) {
      gradient.backward(weight, probe);
      vectors[0] = gradient.gradient();
      vectors[1] = fixed.of(weights);
    }
    if (vectors.length == 3) {
      vectors[2] = gradient.curvature(weight, active, Seeds.derive(stepKey, BatchGradient.SIGNS));
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    double[] moments = RunningMoments.of(network, weights, weight);
    double[] touched = network.trainsByRow() ? TrainedRanges.bounds(active) : new double[0];
    long ofShard = Batcher.batches(rows.examples(), batchSize);
    double[] progress = StepStatistics.progress(source.hasNext(), seconds, ofShard);
    return new Partial(
        weight, vectors, StepStatistics.of(scores, probe, moments, touched, progress), 1);
  }
}
