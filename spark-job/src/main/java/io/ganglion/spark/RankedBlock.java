package io.ganglion.spark;

import io.ganglion.data.Block;

/** Rows on their way to a shard: in any order, each with its rank. */
final class RankedBlock {
  final long[] ranks;
  final Block block;

  RankedBlock(long[] ranks, Block block) {
    this.ranks = ranks;
    this.block = block;
  }
}
