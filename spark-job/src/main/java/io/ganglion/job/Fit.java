package io.ganglion.job;

import io.ganglion.data.Schema;
import io.ganglion.loss.Loss;
import io.ganglion.model.ModelException;
import io.ganglion.network.Network;
import io.ganglion.network.NetworkException;
import io.ganglion.train.Cluster;
import io.ganglion.train.ModelSpec;
import io.ganglion.train.TrainState;
import io.ganglion.train.Trainer;
import io.ganglion.train.TrainingListener;
import io.ganglion.train.TrainingPoint;
import io.ganglion.train.TrainingResult;
import io.ganglion.train.TrainingStrategy;

/** Fits the network of a job to rows in shards. */
record Fit(Job job) {
  /** What is trained, on columns as they are. */
  ModelSpec spec(Schema schema) {
    return new ModelSpec(
        job.network(),
        schema.columns(),
        job.training().loss(),
        job.training().metrics(),
        schema.label().scaling(),
        job.data().augment());
  }

  /**
   * Binds the network, and checks that data, layers, rule, loss and label fit together.
   *
   * @throws NetworkException naming what does not fit
   */
  Network bind(ModelSpec spec, Schema schema) {
    Network network = spec.bind();
    job.training().learning().check(spec, network);
    boolean classes = spec.loss().target() == Loss.Target.CLASS;
    int expected = classes ? schema.label().classes().size() : schema.label().names().size();
    int found = network.output().features();
    if (found != expected) {
      throw new NetworkException(
          String.format(
              "network: expected %d %s from the last layer (%s), found %d: set its units to %d",
              expected,
              expected == 1 ? "output" : "outputs",
              classes
                  ? "one a class of '" + schema.label().title() + "'"
                  : "one for '" + schema.label().title() + "'",
              found,
              expected));
    }
    return network;
  }

  /**
   * Trains.
   *
   * @param weights before the first step
   * @param start where a run before this one left off; null for the beginning
   * @param holdout null without held-out rows
   * @throws io.ganglion.train.DivergedException if the loss or a weight is no longer a number
   */
  TrainingResult train(
      ModelSpec spec,
      float[] weights,
      Cluster rows,
      Cluster holdout,
      TrainingPoint start,
      TrainingListener listener) {
    TrainingSpec training = job.training();
    ModelSpec curves = spec.withScalarMetrics();
    TrainingStrategy strategy = training.learning().strategy(curves, training.seed());
    TrainState fresh = strategy.start(weights);
    TrainingPoint from = start == null ? TrainingPoint.start(fresh) : start;
    checkSizes(fresh, from.state());
    return new Trainer(curves, strategy, training.epochs(), training.earlyStopping(), listener)
        .train(from, rows, holdout);
  }

  private static void checkSizes(TrainState fresh, TrainState found) {
    String expected = sizes(fresh);
    if (!sizes(found).equals(expected)) {
      throw new ModelException(
          "checkpoint: expected %s, found %s: set training.resume: never to start anew"
              .formatted(expected, sizes(found)));
    }
  }

  private static String sizes(TrainState state) {
    return "%d parameters, %d vectors and %d numbers of the optimizer"
        .formatted(state.weights.length, state.vectors.length, state.scalars.length);
  }
}
