/**
 * Graphs over a cluster: partitions, neighbourhoods, sets of small graphs, pairs of nodes, and
 * their predictions.
 */
package io.ganglion.spark.graph;
