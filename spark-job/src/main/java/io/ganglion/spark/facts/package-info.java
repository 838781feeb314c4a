/**
 * What the rows of a table show: moments, classes, vocabularies, and what people should be told.
 */
package io.ganglion.spark.facts;
