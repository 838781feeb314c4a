package io.ganglion.train;

import io.ganglion.metric.ScalarMetric;
import java.util.List;

/**
 * The loop over epochs: a strategy moves the weights, the held-out split judges them, and the
 * weights of the epoch with the best held-out value are what comes back. Without a held-out split
 * those of the last epoch are.
 */
public final class Trainer {
  private final ModelSpec spec;
  private final TrainingStrategy strategy;
  private final int epochs;
  private final EarlyStopping earlyStopping;
  private final TrainingListener listener;

  /**
   * A trainer.
   *
   * @param epochs at most
   * @param earlyStopping null to run all epochs
   */
  public Trainer(
      ModelSpec spec,
      TrainingStrategy strategy,
      int epochs,
      EarlyStopping earlyStopping,
      TrainingListener listener) {
    this.spec = spec;
    this.strategy = strategy;
    this.epochs = epochs;
    this.earlyStopping = earlyStopping;
    this.listener = listener;
  }

  /**
   * Trains from the beginning.
   *
   * @param holdout null without a held-out split
   * @throws TargetException before the first step, if the loss cannot take a target
   * @throws DivergedException if a loss is no longer finite
   */
  public TrainingResult train(TrainState start, Cluster training, Cluster holdout) {
    return train(TrainingPoint.start(start), training, holdout);
  }

  /**
   * Trains from a point of a training with the same settings and rows, to the same bits.
   *
   * @param holdout null without a held-out split
   * @throws TargetException before the first step, if the loss cannot take a target
   * @throws DivergedException if a loss is no longer finite
   */
  public TrainingResult train(TrainingPoint start, Cluster training, Cluster holdout) {
    TargetCheck.of(spec.loss(), training, "training");
    if (holdout != null) {
      TargetCheck.of(spec.loss(), holdout, "held-out");
    }
    TrainingPoint point = start;
    while (point.stopped() == null && point.state().epoch < epochs) {
      point = epoch(point, training, holdout);
      listener.pointReached(point);
    }
    String reason =
        point.stopped() == null ? "all " + epochs + " epochs are done" : point.stopped();
    return holdout == null
        ? new TrainingResult(point.state().weights, point.state().epoch, point.history(), reason)
        : new TrainingResult(point.best().weights(), point.best().epoch(), point.history(), reason);
  }

  private TrainingPoint epoch(TrainingPoint before, Cluster training, Cluster holdout) {
    long began = System.nanoTime();
    TrainingStrategy.Outcome outcome = strategy.epoch(before.state(), training);
    TrainState state = outcome.state();
    Scores heldOut = holdout == null ? null : evaluate(before.state(), state, holdout);
    double seconds = (System.nanoTime() - began) / 1e9;
    EpochRecord record =
        new EpochRecord(
            state.epoch,
            outcome.statistics(),
            heldOut,
            seconds,
            training.examples() / seconds,
            outcome.learningRate(),
            outcome.diagnostics(),
            outcome.cost(),
            outcome.merging());
    listener.epochDone(record, epochs);
    List<EpochRecord> history = before.historyWith(record);
    if (heldOut == null) {
      listener.weightsKept(state.epoch, state.weights);
      return new TrainingPoint(state, before.best(), history, outcome.converged());
    }
    String monitor = earlyStopping == null ? EarlyStopping.LOSS : earlyStopping.monitor();
    double watched = (largerIsBetter(monitor) ? -1.0 : 1.0) * heldOut.get(monitor);
    double minChange = earlyStopping == null ? 0.0 : earlyStopping.minChange();
    BestEpoch best = before.best().with(state.epoch, watched, state.weights, minChange);
    if (best.epoch() == state.epoch) {
      listener.weightsKept(state.epoch, state.weights);
    }
    String stopped = outcome.converged() == null ? impatience(best, state) : outcome.converged();
    return new TrainingPoint(strategy.judged(state, watched), best, history, stopped);
  }

  /** Why training does not wait any longer for a better epoch; null if it does. */
  private String impatience(BestEpoch best, TrainState state) {
    if (earlyStopping == null || best.waited() < earlyStopping.patience()) {
      return null;
    }
    return "no better held-out "
        + earlyStopping.monitor()
        + " for "
        + best.waited()
        + " epochs after epoch "
        + (state.epoch - best.waited());
  }

  private Scores evaluate(TrainState before, TrainState state, Cluster holdout) {
    Scores scores = Evaluation.of(spec, state, holdout, "epoch " + state.epoch + ": held-out");
    if (!Double.isFinite(scores.loss())) {
      throw new DivergedException(
          "epoch "
              + state.epoch
              + ": the held-out loss is no longer a finite number: try a smaller learning rate",
          before);
    }
    return scores;
  }

  private boolean largerIsBetter(String monitor) {
    return spec.metrics().stream()
        .anyMatch(
            metric ->
                metric.kind().equals(monitor)
                    && metric instanceof ScalarMetric scalar
                    && scalar.largerIsBetter());
  }
}
