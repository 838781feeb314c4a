/** Training over a cluster of shards: strategies, evaluation, early stopping. */
package io.ganglion.train;
