/** Ganglion on Spark: the cluster, sources of data, rows assigned to shards, files. */
package io.ganglion.spark;
