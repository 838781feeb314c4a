package io.ganglion.spark;

/**
 * How often a class comes up.
 *
 * @param name the label
 * @param rows of the table
 * @param heldOut of those, the rows that are held out
 */
public record ClassCount(String name, long rows, long heldOut) {}
