package io.ganglion.api;

import io.ganglion.train.EpochRecord;
import io.ganglion.train.TrainingListener;
import java.util.List;

/** Several listeners as one. */
record Listeners(List<TrainingListener> all) implements TrainingListener {
  @Override
  public void epochDone(EpochRecord epoch, int epochs) {
    all.forEach(listener -> listener.epochDone(epoch, epochs));
  }

  @Override
  public void weightsKept(int epoch, float[] weights) {
    all.forEach(listener -> listener.weightsKept(epoch, weights));
  }
}
