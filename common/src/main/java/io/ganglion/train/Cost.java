package io.ganglion.train;

/**
 * What a part of training took, in units that don't depend on the machine.
 *
 * @param rowEvaluations counted as forward passes of a row: a gradient is 3, a curvature product 5,
 *     each length of a ladder 1
 * @param passes over the shards: broadcasts with a merge of what came back, each a job of the
 *     cluster
 */
public record Cost(double rowEvaluations, long passes) {
  static final double GRADIENT = 3.0;
  static final double CURVATURE_PRODUCT = 5.0;
}
