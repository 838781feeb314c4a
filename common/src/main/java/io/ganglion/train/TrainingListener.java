package io.ganglion.train;

/** Hears of each epoch that is done. */
public interface TrainingListener {
  /**
   * Called on the driver after each epoch.
   *
   * @param epochs the number of epochs at most
   */
  void epochDone(EpochRecord epoch, int epochs);

  /**
   * Called on the driver after an epoch whose weights training would end with so far: those of the
   * best held-out value, or without a held-out split of the last epoch.
   *
   * @param epoch from 1
   * @param weights all parameters, not to be written
   */
  default void weightsKept(int epoch, float[] weights) {}

  /**
   * Called on the driver after each epoch, last.
   *
   * @param point from which training could go on; to be read before this returns
   */
  default void pointReached(TrainingPoint point) {}
}
