package io.ganglion.metric;

/** What a model answers, as far as metrics care. */
public enum Task {
  /** Numbers without bounds, in the units of the data. */
  NUMBERS,
  /** The probability that the answer is yes; targets are 0 or 1. */
  YES_OR_NO,
  /** The energy of each row, of an undirected network. */
  ENERGY,
  /** A probability for each class; targets are the index of a class. */
  CLASSES
}
