package io.ganglion.ml;

import org.apache.spark.ml.param.Param;

/**
 * The columns of an estimator and of its model.
 *
 * @param <S> what a setter gives back: itself
 */
public interface PredictionParams<S> extends FeatureParams<S> {
  /** Where the params are kept. */
  Columns columns();

  /** Sets the names that Spark ML's own estimators have. */
  default void setColumnDefaults() {
    setDefault(featuresCol(), "features");
    setDefault(labelCol(), "label");
    setDefault(predictionCol(), "prediction");
  }

  @Override
  default Param<String> featuresCol() {
    return columns().features();
  }

  /** Column of labels. */
  default Param<String> labelCol() {
    return columns().label();
  }

  default String getLabelCol() {
    return getOrDefault(labelCol());
  }

  /** A column of numbers, or of the indices of classes. */
  default S setLabelCol(String name) {
    set(labelCol(), name);
    return self();
  }

  /** Column of predictions. */
  default Param<String> predictionCol() {
    return columns().prediction();
  }

  default String getPredictionCol() {
    return getOrDefault(predictionCol());
  }

  /** The column of predictions to add; empty for none. */
  default S setPredictionCol(String name) {
    set(predictionCol(), name);
    return self();
  }
}
