package io.ganglion.job;

import io.ganglion.model.Checkpoints;
import io.ganglion.train.EpochRecord;
import io.ganglion.train.TrainingListener;
import io.ganglion.train.TrainingPoint;
import java.io.IOException;
import java.io.PrintStream;

/**
 * Writes a checkpoint after an epoch, if the last one is old enough, and where the run is stopped
 * from outside one of the last epoch.
 *
 * <p>Training does not need what it writes: where that fails, it goes on with a warning.
 */
final class CheckpointWriter implements TrainingListener {
  private final Checkpoints checkpoints;
  private final double seconds;
  private final boolean movesInPlace;
  private final PrintStream out;
  private long last = System.nanoTime();
  private TrainingPoint unwritten;
  private int written;
  private boolean warned;

  /**
   * A writer.
   *
   * @param out warnings go there
   */
  CheckpointWriter(Checkpoints checkpoints, TrainingSpec training, PrintStream out) {
    this.checkpoints = checkpoints;
    this.out = out;
    this.seconds = training.checkpoint().seconds();
    this.movesInPlace = training.learning() instanceof AllRows;
  }

  @Override
  public void epochDone(EpochRecord epoch, int epochs) {
    // The point that follows has it in its history.
  }

  @Override
  public synchronized void pointReached(TrainingPoint point) {
    if ((System.nanoTime() - last) / 1e9 >= seconds) {
      write(point);
    } else {
      unwritten = point;
    }
  }

  private void write(TrainingPoint point) {
    try {
      checkpoints.write(point);
      written = point.state().epoch;
      unwritten = null;
      warned = false;
    } catch (IOException e) {
      unwritten = point;
      warn(e);
    }
    // A place that is full is asked again no sooner than one that is not.
    last = System.nanoTime();
  }

  /** Warns of the first of several failures in a row. */
  private void warn(IOException failure) {
    if (warned) {
      return;
    }
    warned = true;
    String reason = failure.toString().lines().findFirst().orElseThrow();
    out.printf(
        "warning: checkpoint: nothing can be written to %s (%s): training goes on, and if it is"
            + " interrupted starts from an older checkpoint or anew; see to room and permissions"
            + " there%n",
        checkpoints.location(), reason);
  }

  /**
   * Writes the point of the last epoch, unless the next one has begun to change it.
   *
   * @return the epoch after which training can go on; 0 for none
   */
  synchronized int leave() {
    if (unwritten != null && !movesInPlace) {
      write(unwritten);
    }
    return written;
  }
}
