package io.ganglion.ml;

import io.ganglion.model.ModelFiles;
import io.ganglion.model.TrainedModel;
import io.ganglion.spark.table.HadoopFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.MLWriter;

/** Writes a stage: its params, and the model in a folder that the command line reads, too. */
final class StageWriter extends MLWriter {
  private final Params stage;
  private final TrainedModel trained;

  /**
   * A writer.
   *
   * @param trained null for an estimator
   */
  StageWriter(Params stage, TrainedModel trained) {
    this.stage = stage;
    this.trained = trained;
  }

  @Override
  public void saveImpl(String path) {
    Path folder = new Path(path);
    Configuration hadoop = sparkSession().sparkContext().hadoopConfiguration();
    try {
      if (trained != null) {
        ModelFiles.write(new HadoopFolder(new Path(folder, "model"), hadoop), trained);
      }
      StageMetadata.write(stage, folder, sparkSession().version(), hadoop);
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": " + e.getMessage(), e);
    }
  }
}
