/** Metrics that merge exactly over shards, one class each, and their catalogue. */
package io.ganglion.metric;
