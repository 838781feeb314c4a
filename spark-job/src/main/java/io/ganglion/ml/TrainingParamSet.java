package io.ganglion.ml;

import java.io.Serializable;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.Identifiable;

/** The params of a training. */
public final class TrainingParamSet implements Serializable {
  private static final long serialVersionUID = 1L;

  final Param<String> weightCol;
  final Param<String> validationIndicatorCol;
  final DoubleParam holdout;
  final Param<String> layers;
  final BooleanParam standardization;
  final Param<String> network;
  final Param<String> loss;
  final Param<String> optimizer;
  final DoubleParam learningRate;
  final IntParam batchSize;
  final IntParam maxIter;
  final IntParam patience;
  final IntParam shards;
  final LongParam seed;
  final Param<String> training;
  final Param<String> graph;

  TrainingParamSet(Identifiable owner) {
    weightCol = new Param<>(owner, "weightCol", "column that says how much a row counts");
    validationIndicatorCol =
        new Param<>(owner, "validationIndicatorCol", "column of flags: true for held-out rows");
    holdout =
        new DoubleParam(
            owner,
            "holdout",
            "share of the rows that is held out at random; 0 for none",
            ParamValidators.inRange(0.0, 1.0, true, false));
    layers =
        new Param<>(
            owner,
            "layers",
            "hidden layers, such as '64 relu, dropout 0.2, 32 tanh'; the last layer is added");
    standardization =
        new BooleanParam(
            owner, "standardization", "whether numbers are standardised before the layers");
    network =
        new Param<>(
            owner,
            "network",
            "the whole network as a job file lists it, in YAML or JSON, in place of layers");
    loss = new Param<>(owner, "loss", "the loss, such as mse or categorical_crossentropy");
    optimizer =
        new Param<>(
            owner, "optimizer", "the optimizer: a name, or YAML such as {sgd: {momentum: 0.9}}");
    learningRate =
        new DoubleParam(
            owner, "learningRate", "learning rate of the optimizer", ParamValidators.gt(0.0));
    batchSize = new IntParam(owner, "batchSize", "rows a step and shard", ParamValidators.gt(0.0));
    maxIter = new IntParam(owner, "maxIter", "epochs at most", ParamValidators.gt(0.0));
    patience =
        new IntParam(
            owner,
            "patience",
            "epochs without a better held-out loss after which training stops",
            ParamValidators.gt(0.0));
    shards =
        new IntParam(
            owner,
            "shards",
            "parts of the rows that learn at a time and are averaged; set by the rows where unset",
            ParamValidators.gt(0.0));
    seed = new LongParam(owner, "seed", "seed of everything random");
    training =
        new Param<>(
            owner,
            "training",
            "more keys of a job file's section training, in YAML or JSON; other params go before");
    graph =
        new Param<>(
            owner,
            "graph",
            "how nodes and edges name each other, as in a job file's data.graph, in YAML or JSON");
  }
}
