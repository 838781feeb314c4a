package io.ganglion.train;

import io.ganglion.data.Block;
import java.util.Iterator;

/** The rows that one task works on. */
public interface Shard {
  /** The number of examples in all blocks. */
  long examples();

  /** The blocks in their fixed order, from the first; at most one call a task. */
  Iterator<Block> blocks();
}
