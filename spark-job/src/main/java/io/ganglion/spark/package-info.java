/**
 * Ganglion on Spark: a room for each stage on the way from a table to a prediction, and the
 * settings of Spark that all rely on.
 */
package io.ganglion.spark;
