package io.ganglion.job;

import io.ganglion.model.Checkpoints;
import io.ganglion.train.EpochRecord;
import io.ganglion.train.TrainingListener;
import io.ganglion.train.TrainingPoint;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Writes a checkpoint after an epoch, if the last one is old enough, and where the run is stopped
 * from outside one of the last epoch.
 */
final class CheckpointWriter implements TrainingListener {
  private final Checkpoints checkpoints;
  private final double seconds;
  private final boolean movesInPlace;
  private long last = System.nanoTime();
  private TrainingPoint unwritten;

  CheckpointWriter(Checkpoints checkpoints, TrainingSpec training) {
    this.checkpoints = checkpoints;
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
    } catch (IOException e) {
      throw new UncheckedIOException("checkpoint: can't be written: " + e.getMessage(), e);
    }
    unwritten = null;
    last = System.nanoTime();
  }

  /** Writes the point of the last epoch, unless the next one has begun to change it. */
  synchronized void leave() {
    if (unwritten != null && !movesInPlace) {
      write(unwritten);
    }
  }
}
