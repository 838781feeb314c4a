package io.ganglion.spark.facts;

/**
 * How often a class comes up.
 *
 * @param name the label
 * @param rows that are learned from
 * @param heldOut rows that are held out
 */
public record ClassCount(String name, long rows, long heldOut) {}
