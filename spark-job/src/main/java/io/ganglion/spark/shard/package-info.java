/** From rows to shards: their rank by content, encoding, and packing into blocks. */
package io.ganglion.spark.shard;
