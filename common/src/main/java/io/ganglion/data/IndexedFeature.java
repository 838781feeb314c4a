package io.ganglion.data;

import java.io.Serializable;

/**
 * A column of lists of numbers, each of which says where a vector has a 1: a text such as {@code "3
 * 17 42"}, or an array.
 *
 * @param indices the column
 * @param size the length of the vector, beyond every index
 * @param normalize whether there stands 1/n at each of n places, so that rows sum to 1
 */
public record IndexedFeature(String indices, int size, boolean normalize) implements Serializable {}
