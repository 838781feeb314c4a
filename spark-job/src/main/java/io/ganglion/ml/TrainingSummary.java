package io.ganglion.ml;

import io.ganglion.train.EpochRecord;
import io.ganglion.train.TrainingResult;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** How the training of a model went, epoch by epoch. */
public final class TrainingSummary {
  private final TrainingResult result;

  TrainingSummary(TrainingResult result) {
    this.result = result;
  }

  /** The training loss of each epoch, as it was met while the weights moved. */
  public double[] objectiveHistory() {
    return each(epoch -> epoch.training().loss());
  }

  /** The loss on the held-out rows after each epoch; empty without such rows. */
  public double[] validationHistory() {
    boolean heldOut = epochs().stream().allMatch(epoch -> epoch.holdout() != null);
    return heldOut ? each(epoch -> epoch.holdout().loss()) : new double[0];
  }

  private double[] each(ToDoubleFunction<EpochRecord> number) {
    return epochs().stream().mapToDouble(number).toArray();
  }

  /** The number of epochs that ran. */
  public int totalIterations() {
    return epochs().size();
  }

  /** The epoch whose weights the model has, from 1. */
  public int bestIteration() {
    return result.bestEpoch();
  }

  /** Why training ended, in words. */
  public String stopped() {
    return result.stopped();
  }

  /** All epochs with loss, metrics and times. */
  public List<EpochRecord> epochs() {
    return result.epochs();
  }
}
