/**
 * Networks as Spark ML's estimators and transformers. An estimator writes the keys of a job file
 * from its params and trains on its dataset as a job does; what it gives scores datasets by blocks.
 */
package io.ganglion.ml;
