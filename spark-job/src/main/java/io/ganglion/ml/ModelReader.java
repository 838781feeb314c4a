package io.ganglion.ml;

import io.ganglion.job.Models;
import io.ganglion.model.ModelException;
import io.ganglion.model.TrainedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BiFunction;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;

/** Reads a model that was saved as a stage, or the output of the command line. */
final class ModelReader<T extends FeatureParams<T>> extends MLReader<T> {
  /** What the model of a folder must be. */
  @FunctionalInterface
  interface Check {
    /** What is wrong with it; null for nothing. */
    String problem(TrainedModel trained);
  }

  private final Class<T> type;
  private final BiFunction<String, TrainedModel, T> make;
  private final Check check;

  /**
   * A reader.
   *
   * @param make a model of a uid
   */
  ModelReader(Class<T> type, BiFunction<String, TrainedModel, T> make, Check check) {
    this.type = type;
    this.make = make;
    this.check = check;
  }

  @Override
  public T load(String path) {
    Configuration hadoop = sparkSession().sparkContext().hadoopConfiguration();
    try {
      StageMetadata metadata = StageMetadata.read(new Path(path), type, hadoop);
      TrainedModel trained = Models.read(path, hadoop);
      String problem = check.problem(trained);
      if (problem != null) {
        throw new ModelException(path + ": " + problem);
      }
      if (metadata != null) {
        return metadata.into(make.apply(metadata.uid(), trained));
      }
      return ofCommandLine(make.apply(Identifiable.randomUID("ganglion"), trained), trained);
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": " + e.getMessage(), e);
    }
  }

  /** Takes the column names of the table that the model learned from. */
  private static <T extends FeatureParams<T>> T ofCommandLine(T model, TrainedModel trained) {
    if (model instanceof PredictionParams<?> params) {
      params.setLabelCol(trained.schema().label().title());
    }
    boolean oneColumn =
        trained.schema().graphs() == null
            && FeatureColumns.of(trained.schema(), model.getFeaturesCol()) != null;
    if (oneColumn && (trained.schema().sequences() != null || trained.schema().vector() != null)) {
      model.setFeaturesCol(FeatureColumns.nameIn(trained.schema()));
    }
    return model;
  }
}
