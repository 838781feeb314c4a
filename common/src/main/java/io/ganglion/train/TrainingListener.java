package io.ganglion.train;

/** Hears of each epoch that is done. */
public interface TrainingListener {
  /**
   * Called on the driver after each epoch.
   *
   * @param epochs the number of epochs at most
   */
  void epochDone(EpochRecord epoch, int epochs);
}
