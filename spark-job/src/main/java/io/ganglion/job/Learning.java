package io.ganglion.job;

import io.ganglion.config.Catalogue;
import io.ganglion.config.Section;
import io.ganglion.config.Spec;
import io.ganglion.network.Network;
import io.ganglion.optimize.Adam;
import io.ganglion.optimize.GradientTransform;
import io.ganglion.optimize.Minimizer;
import io.ganglion.optimize.Minimizers;
import io.ganglion.optimize.Optimizers;
import io.ganglion.train.ModelSpec;
import io.ganglion.train.TrainingStrategy;
import java.util.Map;

/** How a job lowers its loss: by steps on mini-batches, by passes over all rows, or at once. */
sealed interface Learning permits MiniBatches, AllRows, StoredPatterns {
  /** All that {@code training.optimizer} can name. */
  Catalogue<Spec> OPTIMIZERS = Catalogue.union(Optimizers.CATALOGUE, Minimizers.CATALOGUE);

  /** Reads what the section {@code training} says of it. */
  static Learning read(Section training, int epochs, boolean holdsOut) {
    Spec optimizer = training.choice("optimizer", OPTIMIZERS, Adam.defaults());
    if (optimizer instanceof Minimizer minimizer) {
      return AllRows.read(training, minimizer);
    }
    // One that can't be read is noted already, and the other keys want to be looked at, too.
    GradientTransform transform =
        optimizer instanceof GradientTransform found ? found : Adam.defaults();
    return MiniBatches.read(training, transform, epochs, holdsOut);
  }

  /** What moves the weights. */
  Spec optimizer();

  /** What it learns from at a time, in words. */
  String unit();

  /** The rows that a shard takes in one step. */
  int rowsAStep();

  /**
   * The rows of a shard whose activations are in memory at a time.
   *
   * @param rows of the shard
   */
  default long rowsInMemory(long rows) {
    return rowsAStep();
  }

  /**
   * Checks that it takes the network.
   *
   * @throws io.ganglion.network.NetworkException naming what does not fit
   */
  void check(ModelSpec spec, Network network);

  TrainingStrategy strategy(ModelSpec spec, long seed);

  /** What the job set, by name, for people. */
  Map<String, String> settings();
}
