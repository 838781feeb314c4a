package io.ganglion.ml;

import io.ganglion.model.ModelException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.MLReader;

/** Reads an estimator that {@link StageWriter} wrote. */
final class StageReader<T extends Params> extends MLReader<T> {
  private final Class<T> type;
  private final Function<String, T> make;

  /**
   * A reader.
   *
   * @param make an estimator of a uid
   */
  StageReader(Class<T> type, Function<String, T> make) {
    this.type = type;
    this.make = make;
  }

  @Override
  public T load(String path) {
    Configuration hadoop = sparkSession().sparkContext().hadoopConfiguration();
    try {
      StageMetadata metadata = StageMetadata.read(new Path(path), type, hadoop);
      if (metadata == null) {
        throw new ModelException(path + ": expected the folder of a saved estimator");
      }
      return metadata.into(make.apply(metadata.uid()));
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": " + e.getMessage(), e);
    }
  }
}
