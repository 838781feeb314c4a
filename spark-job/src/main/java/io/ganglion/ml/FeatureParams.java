package io.ganglion.ml;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * The column of features of a stage.
 *
 * @param <S> what a setter gives back: itself
 */
public interface FeatureParams<S> extends Params {
  /** This, as the setters give it back. */
  S self();

  /** Column of features. */
  Param<String> featuresCol();

  default String getFeaturesCol() {
    return getOrDefault(featuresCol());
  }

  /** A column of vectors; for sequences of arrays of numbers, or of arrays of such. */
  default S setFeaturesCol(String name) {
    set(featuresCol(), name);
    return self();
  }
}
