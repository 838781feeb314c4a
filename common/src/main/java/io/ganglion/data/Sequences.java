package io.ganglion.data;

import java.io.Serializable;

/**
 * That the examples of a schema are sequences.
 *
 * @param form in which a table holds them
 * @param labelPerStep whether each step has a label, not each sequence
 */
public record Sequences(SequenceForm form, boolean labelPerStep) implements Serializable {}
