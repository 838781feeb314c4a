package io.ganglion.api;

import io.ganglion.data.Schema;
import io.ganglion.model.LocalFolder;
import io.ganglion.model.ModelFiles;
import io.ganglion.model.TrainedModel;
import io.ganglion.train.EpochRecord;
import io.ganglion.train.ModelSpec;
import io.ganglion.train.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/** Keeps the model of the best epoch so far in a folder. */
record Checkpoint(Path folder, Schema schema, ModelSpec spec) implements TrainingListener {
  @Override
  public void epochDone(EpochRecord epoch, int epochs) {
    // Only the weights matter, and they come with weightsKept.
  }

  @Override
  public void weightsKept(int epoch, float[] weights) {
    try {
      TrainedModel model = new TrainedModel(schema, spec, weights, Map.of("epoch", epoch));
      ModelFiles.write(new LocalFolder(folder), model);
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": can't be written: " + e, e);
    }
  }
}
