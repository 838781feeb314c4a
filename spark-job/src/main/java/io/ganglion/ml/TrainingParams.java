package io.ganglion.ml;

import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;

/**
 * How an estimator trains. What is unset is as in a job file.
 *
 * @param <S> what a setter gives back: itself
 */
public interface TrainingParams<S> extends PredictionParams<S> {
  /** Where the params are kept. */
  TrainingParamSet trainingParams();

  /** Sets what Spark ML expects to have a default. */
  default void setTrainingDefaults() {
    setDefault(layers(), "64 relu, 64 relu");
    setDefault(standardization(), true);
    setDefault(holdout(), 0.0);
    setDefault(optimizer(), "adam");
    setDefault(maxIter(), 100);
    setDefault(seed(), 1L);
    setDefault(graph(), "{node: id, source: src, target: dst}");
  }

  /** Column that says how much a row counts. */
  default Param<String> weightCol() {
    return trainingParams().weightCol;
  }

  default String getWeightCol() {
    return getOrDefault(weightCol());
  }

  /** Unset: each row counts 1. */
  default S setWeightCol(String value) {
    set(weightCol(), value);
    return self();
  }

  /** Column of flags, true for held-out rows. */
  default Param<String> validationIndicatorCol() {
    return trainingParams().validationIndicatorCol;
  }

  default String getValidationIndicatorCol() {
    return getOrDefault(validationIndicatorCol());
  }

  /** The weights of the epoch with the smallest loss on the rows with true are kept. */
  default S setValidationIndicatorCol(String value) {
    set(validationIndicatorCol(), value);
    return self();
  }

  /** Share of the rows that is held out at random. */
  default DoubleParam holdout() {
    return trainingParams().holdout;
  }

  default double getHoldout() {
    return (double) getOrDefault(holdout());
  }

  /** In place of a column of flags; 0 for none. */
  default S setHoldout(double value) {
    set(holdout(), value);
    return self();
  }

  /** Hidden layers in short. */
  default Param<String> layers() {
    return trainingParams().layers;
  }

  default String getLayers() {
    return getOrDefault(layers());
  }

  /** Hidden layers such as {@code 64 relu, dropout 0.2, 32 tanh}; the last layer is added. */
  default S setLayers(String value) {
    set(layers(), value);
    return self();
  }

  /** Whether numbers are standardised before the layers. */
  default BooleanParam standardization() {
    return trainingParams().standardization;
  }

  default boolean getStandardization() {
    return (boolean) getOrDefault(standardization());
  }

  /** Goes with {@code layers}; a network lists its own {@code normalization}. */
  default S setStandardization(boolean value) {
    set(standardization(), value);
    return self();
  }

  /** The whole network. */
  default Param<String> network() {
    return trainingParams().network;
  }

  default String getNetwork() {
    return getOrDefault(network());
  }

  /** As a job file lists it, in YAML or JSON; in place of {@code layers}. */
  default S setNetwork(String value) {
    set(network(), value);
    return self();
  }

  /** The loss. */
  default Param<String> loss() {
    return trainingParams().loss;
  }

  default String getLoss() {
    return getOrDefault(loss());
  }

  /** Its name, such as {@code mae}. */
  default S setLoss(String value) {
    set(loss(), value);
    return self();
  }

  /** The optimizer. */
  default Param<String> optimizer() {
    return trainingParams().optimizer;
  }

  default String getOptimizer() {
    return getOrDefault(optimizer());
  }

  /** A name, or YAML such as {@code {sgd: {momentum: 0.9}}}. */
  default S setOptimizer(String value) {
    set(optimizer(), value);
    return self();
  }

  /** Learning rate of the optimizer. */
  default DoubleParam learningRate() {
    return trainingParams().learningRate;
  }

  default double getLearningRate() {
    return (double) getOrDefault(learningRate());
  }

  /** Above 0; unset: the optimizer's own. */
  default S setLearningRate(double value) {
    set(learningRate(), value);
    return self();
  }

  /** Rows a step and shard. */
  default IntParam batchSize() {
    return trainingParams().batchSize;
  }

  default int getBatchSize() {
    return (int) getOrDefault(batchSize());
  }

  /** At least 1; unset: as in a job file. */
  default S setBatchSize(int value) {
    set(batchSize(), value);
    return self();
  }

  /** Epochs at most. */
  default IntParam maxIter() {
    return trainingParams().maxIter;
  }

  default int getMaxIter() {
    return (int) getOrDefault(maxIter());
  }

  /** At least 1. */
  default S setMaxIter(int value) {
    set(maxIter(), value);
    return self();
  }

  /** Epochs without a better held-out loss after which training stops. */
  default IntParam patience() {
    return trainingParams().patience;
  }

  default int getPatience() {
    return (int) getOrDefault(patience());
  }

  /** Unset: all epochs run. */
  default S setPatience(int value) {
    set(patience(), value);
    return self();
  }

  /** Parts of the rows that learn at a time and are averaged. */
  default IntParam shards() {
    return trainingParams().shards;
  }

  default int getShards() {
    return (int) getOrDefault(shards());
  }

  /** Unset: drawn from the number of rows and the batch size. */
  default S setShards(int value) {
    set(shards(), value);
    return self();
  }

  /** Seed of everything random. */
  default LongParam seed() {
    return trainingParams().seed;
  }

  default long getSeed() {
    return (long) getOrDefault(seed());
  }

  /** The same seed on the same rows gives the same bits. */
  default S setSeed(long value) {
    set(seed(), value);
    return self();
  }

  /** More keys of a job file's section {@code training}. */
  default Param<String> training() {
    return trainingParams().training;
  }

  default String getTraining() {
    return getOrDefault(training());
  }

  /** YAML or JSON, such as {@code {metrics: [mae], schedule: cosine}}; other params go before. */
  default S setTraining(String value) {
    set(training(), value);
    return self();
  }

  /** How nodes and edges name each other. */
  default Param<String> graph() {
    return trainingParams().graph;
  }

  default String getGraph() {
    return getOrDefault(graph());
  }

  /**
   * As in a job file's {@code data.graph}, such as {@code {node: id, source: src, target: dst}}.
   */
  default S setGraph(String value) {
    set(graph(), value);
    return self();
  }
}
