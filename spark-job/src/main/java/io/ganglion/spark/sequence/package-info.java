/** Tables of sequences, and the windows of long series. */
package io.ganglion.spark.sequence;
