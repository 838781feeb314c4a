package io.ganglion.ml;

import java.io.Serializable;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.Identifiable;

/**
 * The params that name the columns of an estimator or its model.
 *
 * @param probability null where numbers are predicted
 * @param rawPrediction null where numbers are predicted
 */
public record Columns(
    Param<String> features,
    Param<String> label,
    Param<String> prediction,
    Param<String> probability,
    Param<String> rawPrediction)
    implements Serializable {

  /** Where numbers are predicted. */
  static Columns ofNumbers(Identifiable owner) {
    return new Columns(features(owner), label(owner), prediction(owner), null, null);
  }

  /** Where classes are predicted. */
  static Columns ofClasses(Identifiable owner) {
    return new Columns(
        features(owner),
        label(owner),
        prediction(owner),
        new Param<>(
            owner,
            "probabilityCol",
            "column to add with the vector of probabilities of the classes; empty for none"),
        new Param<>(
            owner,
            "rawPredictionCol",
            "column to add with the vector of logarithms of the probabilities; empty for none"));
  }

  /** The column of features. */
  static Param<String> features(Identifiable owner) {
    return new Param<>(
        owner,
        "featuresCol",
        "column of features: vectors, or for sequences arrays of numbers or of arrays");
  }

  private static Param<String> label(Identifiable owner) {
    return new Param<>(owner, "labelCol", "column of labels: numbers, or indices of classes");
  }

  private static Param<String> prediction(Identifiable owner) {
    return new Param<>(owner, "predictionCol", "column of predictions to add; empty for none");
  }
}
