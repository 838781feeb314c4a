package io.ganglion.train;

/**
 * What a column of the table means to a model.
 *
 * @param column its name
 * @param increase of the loss when the column's values are permuted among rows, in the loss's units
 */
public record ColumnImportance(String column, double increase) {}
