/**
 * Tables as people keep them: sources and formats, the splits of their rows, and what to say where
 * one can't be read.
 */
package io.ganglion.spark.table;
