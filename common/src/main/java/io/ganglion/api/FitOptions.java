package io.ganglion.api;

import io.ganglion.optimize.Clipping;
import io.ganglion.optimize.ConstantRate;
import io.ganglion.optimize.Regularization;
import io.ganglion.optimize.Schedule;
import io.ganglion.train.Averaging;
import io.ganglion.train.EarlyStopping;
import io.ganglion.train.TrainingListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** How a model is fitted, under the names and with the defaults of a job file; immutable. */
public final class FitOptions {
  int epochs = 100;
  int batchSize = 32;
  long seed = 1;
  int shards = 1;
  double holdout;
  Examples heldOut;
  EarlyStopping earlyStopping;
  boolean synchronous;
  Averaging averaging = Averaging.defaults();
  Schedule schedule = ConstantRate.defaults();
  Clipping clipping = Clipping.NONE;
  Regularization regularization = Regularization.NONE;
  double weightDecay;
  double maxNorm = Double.POSITIVE_INFINITY;
  boolean standardized = true;
  Path checkpoint;
  List<TrainingListener> listeners = List.of();

  private FitOptions() {}

  /** The defaults: 100 epochs over batches of 32 on one shard, nothing held out. */
  public static FitOptions defaults() {
    return new FitOptions();
  }

  /** The same but for a change. */
  private FitOptions with(Consumer<FitOptions> change) {
    FitOptions copy = new FitOptions();
    copy.epochs = epochs;
    copy.batchSize = batchSize;
    copy.seed = seed;
    copy.shards = shards;
    copy.holdout = holdout;
    copy.heldOut = heldOut;
    copy.earlyStopping = earlyStopping;
    copy.synchronous = synchronous;
    copy.averaging = averaging;
    copy.schedule = schedule;
    copy.clipping = clipping;
    copy.regularization = regularization;
    copy.weightDecay = weightDecay;
    copy.maxNorm = maxNorm;
    copy.standardized = standardized;
    copy.checkpoint = checkpoint;
    copy.listeners = listeners;
    change.accept(copy);
    return copy;
  }

  /** Epochs at most, from 1; iterations of a full-batch method. */
  public FitOptions epochs(int epochs) {
    return with(copy -> copy.epochs = atLeastOne("epochs", epochs));
  }

  /** Examples a step and shard, from 1; full-batch methods have no use for it. */
  public FitOptions batchSize(int batchSize) {
    return with(copy -> copy.batchSize = atLeastOne("batchSize", batchSize));
  }

  /** Of everything random: first weights, held-out examples, order, dropout. */
  public FitOptions seed(long seed) {
    return with(copy -> copy.seed = seed);
  }

  /** The parts of the training examples, each with weights of its own between two averages. */
  public FitOptions shards(int shards) {
    return with(copy -> copy.shards = atLeastOne("shards", shards));
  }

  /** Holds out a random share of the examples, in (0, 1), by which the best epoch is chosen. */
  public FitOptions holdout(double share) {
    if (!(share > 0.0 && share < 1.0)) {
      throw new IllegalArgumentException(
          "holdout: expected a share between 0 and 1, found " + share);
    }
    return with(
        copy -> {
          copy.holdout = share;
          copy.heldOut = null;
        });
  }

  /** Chooses the best epoch by these examples. */
  public FitOptions holdout(Examples examples) {
    return with(
        copy -> {
          copy.holdout = 0.0;
          copy.heldOut = examples;
        });
  }

  /** Stops where the held-out loss had no new minimum for so many epochs. */
  public FitOptions earlyStopping(int patience) {
    return earlyStopping(new EarlyStopping(EarlyStopping.LOSS, patience, 0.0));
  }

  /** Stops before the last epoch. */
  public FitOptions earlyStopping(EarlyStopping earlyStopping) {
    return with(copy -> copy.earlyStopping = earlyStopping);
  }

  /** How the weights of shards come together. */
  public FitOptions averaging(Averaging averaging) {
    return with(
        copy -> {
          copy.averaging = averaging;
          copy.synchronous = false;
        });
  }

  /** Averages gradients in each step in place of weights: {@code strategy: gradient}. */
  public FitOptions synchronous() {
    return with(copy -> copy.synchronous = true);
  }

  /** Of the learning rate. */
  public FitOptions schedule(Schedule schedule) {
    return with(copy -> copy.schedule = schedule);
  }

  /** Bounds on the gradient of a batch. */
  public FitOptions clip(Clipping clipping) {
    return with(copy -> copy.clipping = clipping);
  }

  /** What is added to the loss that training lowers. */
  public FitOptions regularization(Regularization regularization) {
    return with(copy -> copy.regularization = regularization);
  }

  /** Decoupled weight decay, at least 0. */
  public FitOptions weightDecay(double weightDecay) {
    return with(copy -> copy.weightDecay = weightDecay);
  }

  /** The most that the incoming weights of a neuron may be long, above 0. */
  public FitOptions maxNorm(double maxNorm) {
    return with(copy -> copy.maxNorm = maxNorm);
  }

  /** Learns target numbers as they are, not less their mean and by their deviation. */
  public FitOptions rawTargets() {
    return with(copy -> copy.standardized = false);
  }

  /** Keeps the model of the best epoch so far in a folder, as {@code Model.save} writes it. */
  public FitOptions checkpoint(Path folder) {
    return with(copy -> copy.checkpoint = folder);
  }

  /** Tells one more listener of each epoch, such as a {@link CsvLog}. */
  public FitOptions listener(TrainingListener listener) {
    return with(
        copy -> {
          copy.listeners = new ArrayList<>(listeners);
          copy.listeners.add(listener);
        });
  }

  private static int atLeastOne(String what, int found) {
    if (found < 1) {
      throw new IllegalArgumentException(what + ": expected at least 1, found " + found);
    }
    return found;
  }
}
