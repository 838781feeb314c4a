package io.ganglion.job;

import io.ganglion.model.ModelException;
import io.ganglion.model.ModelFiles;
import io.ganglion.model.TrainedModel;
import io.ganglion.spark.table.HadoopFolder;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Opens model folders, from any path that Hadoop knows. */
public final class Models {
  private Models() {}

  /** Whether there is a model in a folder that {@link #read} takes. */
  static boolean exists(String folder, Configuration hadoop) {
    try {
      Path path = new Path(folder);
      return ModelFiles.areIn(new HadoopFolder(new Path(path, "model"), hadoop))
          || ModelFiles.areIn(new HadoopFolder(path, hadoop));
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(folder, e);
    }
  }

  /**
   * Reads a model from its own folder, or from the output folder that holds it as {@code model}.
   *
   * @throws ModelException if there is none, or it is not whole
   */
  public static TrainedModel read(String folder, Configuration hadoop) {
    try {
      Path path = new Path(folder);
      HadoopFolder inside = new HadoopFolder(new Path(path, "model"), hadoop);
      return ModelFiles.read(inside.names().isEmpty() ? new HadoopFolder(path, hadoop) : inside);
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(folder, e);
    }
  }

  private static ModelException unreadable(String folder, Exception e) {
    return new ModelException(
        "model '" + folder + "': expected a folder that can be read: " + e.getMessage(), e);
  }
}
