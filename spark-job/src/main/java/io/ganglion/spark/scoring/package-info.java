/** Predictions and activations beside the rows that they belong to. */
package io.ganglion.spark.scoring;
