/**
 * Rows on their way out of a table: which columns are used, where they stand, and chunks of their
 * raw values.
 */
package io.ganglion.spark.row;
