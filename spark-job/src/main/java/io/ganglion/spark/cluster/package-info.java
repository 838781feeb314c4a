/**
 * The cluster as training sees it: shards as partitions, merges in their order, and how what
 * travels is written.
 */
package io.ganglion.spark.cluster;
