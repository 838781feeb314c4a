package io.ganglion.ml;

import org.apache.spark.ml.param.Param;

/**
 * The columns of an estimator of classes and of its model.
 *
 * @param <S> what a setter gives back: itself
 */
public interface ProbabilityParams<S> extends PredictionParams<S> {
  @Override
  default void setColumnDefaults() {
    PredictionParams.super.setColumnDefaults();
    setDefault(probabilityCol(), "probability");
    setDefault(rawPredictionCol(), "rawPrediction");
  }

  /** Column of probabilities. */
  default Param<String> probabilityCol() {
    return columns().probability();
  }

  default String getProbabilityCol() {
    return getOrDefault(probabilityCol());
  }

  /** The column to add with the vector of probabilities; empty for none. */
  default S setProbabilityCol(String name) {
    set(probabilityCol(), name);
    return self();
  }

  /** Column of logarithms of probabilities. */
  default Param<String> rawPredictionCol() {
    return columns().rawPrediction();
  }

  default String getRawPredictionCol() {
    return getOrDefault(rawPredictionCol());
  }

  /** The column to add with the vector of logarithms of the probabilities; empty for none. */
  default S setRawPredictionCol(String name) {
    set(rawPredictionCol(), name);
    return self();
  }
}
