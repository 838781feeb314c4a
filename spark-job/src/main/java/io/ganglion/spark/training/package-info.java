/** The rows that a network is trained on and judged by, as shards in memory. */
package io.ganglion.spark.training;
