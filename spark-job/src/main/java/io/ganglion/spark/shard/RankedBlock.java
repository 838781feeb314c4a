package io.ganglion.spark.shard;

import io.ganglion.data.Block;
import java.io.Serializable;

/** Rows on their way to a shard: in any order, each with its rank. */
public final class RankedBlock implements Serializable {
  private static final long serialVersionUID = 1L;

  final long[] ranks;
  final Block block;

  RankedBlock(long[] ranks, Block block) {
    this.ranks = ranks;
    this.block = block;
  }
}
