package io.ganglion.train;

import java.util.ArrayList;
import java.util.List;

/**
 * Where training stands between two epochs: all that it needs to go on to the same bits.
 *
 * <p>Immutable by convention; a strategy of full batches moves the vectors of the state in place in
 * the next epoch.
 *
 * @param state weights, optimizer, steps and epoch
 * @param best epoch so far
 * @param history of all epochs so far
 * @param stopped why training ended with the last epoch; null if it goes on
 */
public record TrainingPoint(
    TrainState state, BestEpoch best, List<EpochRecord> history, String stopped) {
  public TrainingPoint {
    history = List.copyOf(history);
  }

  /** Before the first epoch. */
  public static TrainingPoint start(TrainState state) {
    return new TrainingPoint(state, BestEpoch.none(), List.of(), null);
  }

  /** The history with an epoch more. */
  List<EpochRecord> historyWith(EpochRecord record) {
    List<EpochRecord> longer = new ArrayList<>(history);
    longer.add(record);
    return longer;
  }
}
