package io.ganglion.train;

import io.ganglion.metric.ScalarMetric;
import java.util.ArrayList;
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
   * Trains.
   *
   * @param holdout null without a held-out split
   * @throws TargetException before the first step, if the loss cannot take a target
   * @throws DivergedException if a loss is no longer finite
   */
  public TrainingResult train(TrainState start, Cluster training, Cluster holdout) {
    TargetCheck.of(spec.loss(), training, "training");
    if (holdout != null) {
      TargetCheck.of(spec.loss(), holdout, "held-out");
    }
    String monitor = earlyStopping == null ? EarlyStopping.LOSS : earlyStopping.monitor();
    boolean largerIsBetter = largerIsBetter(monitor);
    BestEpoch best =
        new BestEpoch(largerIsBetter, earlyStopping == null ? 0.0 : earlyStopping.minChange());
    List<EpochRecord> history = new ArrayList<>();
    TrainState state = start;
    String stopped = null;
    while (stopped == null && state.epoch < epochs) {
      long began = System.nanoTime();
      TrainState before = state;
      TrainingStrategy.Outcome outcome = strategy.epoch(state, training);
      state = outcome.state();
      Scores heldOut = holdout == null ? null : evaluate(before, state, holdout);
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
      history.add(record);
      listener.epochDone(record, epochs);
      stopped = outcome.converged();
      if (heldOut == null) {
        listener.weightsKept(state.epoch, state.weights);
        continue;
      }
      double watched = heldOut.get(monitor);
      best.offer(state.epoch, watched, state.weights);
      if (best.epoch() == state.epoch) {
        listener.weightsKept(state.epoch, state.weights);
      }
      state = strategy.judged(state, largerIsBetter ? -watched : watched);
      boolean waits = earlyStopping == null || best.waited() < earlyStopping.patience();
      if (stopped == null && !waits) {
        stopped =
            "no better held-out "
                + monitor
                + " for "
                + best.waited()
                + " epochs after epoch "
                + (state.epoch - best.waited());
      }
    }
    String reason = stopped == null ? "all " + epochs + " epochs are done" : stopped;
    return holdout == null
        ? new TrainingResult(state.weights, state.epoch, history, reason)
        : new TrainingResult(best.weights(), best.epoch(), history, reason);
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
