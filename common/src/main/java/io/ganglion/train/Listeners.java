package io.ganglion.train;

import java.util.List;

/** Several listeners as one. */
public record Listeners(List<TrainingListener> all) implements TrainingListener {
  @Override
  public void epochDone(EpochRecord epoch, int epochs) {
    all.forEach(listener -> listener.epochDone(epoch, epochs));
  }

  @Override
  public void weightsKept(int epoch, float[] weights) {
    all.forEach(listener -> listener.weightsKept(epoch, weights));
  }

  @Override
  public void pointReached(TrainingPoint point) {
    all.forEach(listener -> listener.pointReached(point));
  }
}
