package io.ganglion.train;

import io.ganglion.data.Batch;
import io.ganglion.data.Batcher;
import io.ganglion.network.NetworkException;
import io.ganglion.network.Storing;

/**
 * Stores the rows in the weights of an associative memory: one pass over the cluster sums their
 * correlations, from which the driver makes the weights. There is nothing to repeat: the scores of
 * its only epoch are those of the recall from the very rows that were stored.
 */
public final class PatternStorage implements TrainingStrategy {
  private final ModelSpec spec;
  private final Storing store;

  /**
   * A strategy.
   *
   * @throws NetworkException if the network does not store rows
   */
  public PatternStorage(ModelSpec spec) {
    this.spec = spec;
    this.store = spec.bind().storing();
    if (store == null) {
      throw new NetworkException("network: expected one that stores patterns, such as hopfield");
    }
  }

  @Override
  public TrainState start(float[] weights) {
    return TrainState.start(weights, 0);
  }

  @Override
  public TrainState judged(TrainState state, double heldOut) {
    return state;
  }

  @Override
  public Outcome epoch(TrainState state, Cluster training) {
    int epoch = state.epoch + 1;
    TrainState nothing = TrainState.start(new float[0], 0);
    Total total = training.run("epoch " + epoch + ": store", nothing, new StoredRows(spec));
    double[] sums = new double[store.correlations()];
    for (double[][] shard : total.statistics()) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += shard[0][i];
      }
    }
    float[] weights = state.weights.clone();
    store.store(sums, weights);
    TrainState stored = new TrainState(weights, new float[0][], new double[0], epoch, epoch);
    Scores recalled = Evaluation.of(spec, stored, training, "epoch " + epoch + ": recall");
    Cost cost = new Cost(2.0 * training.examples(), 2);
    return new Outcome(stored, recalled, Double.NaN, null, cost, null, "the patterns are stored");
  }

  /** The summed correlations of the rows of a shard. */
  private record StoredRows(ModelSpec spec) implements ShardTask {
    private static final int BATCH_SIZE = 256;

    @Override
    public Partial run(int shard, Shard rows, TrainState state) {
      Storing store = spec.bind().storing();
      double[] sums = new double[store.correlations()];
      Batcher batches = Batcher.inOrder(rows.blocks(), BATCH_SIZE);
      Batch batch = new Batch(spec.columns());
      while (batches.next(batch)) {
        store.correlate(batch, sums);
      }
      return new Partial(0.0, new float[0][], new double[][] {sums}, 0);
    }
  }
}
