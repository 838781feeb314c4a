package io.ganglion.train;

/**
 * How often the weights were averaged in an epoch where the period was chosen by itself, and what
 * it cost.
 *
 * @param every batches of each shard in the longest round
 * @param share of the time of the rounds that was not local steps
 * @param beyondReach whether merging would take more than it may even at one average an epoch
 */
public record Merging(long every, double share, boolean beyondReach) {}
