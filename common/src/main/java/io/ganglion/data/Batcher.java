package io.ganglion.data;

import io.ganglion.tensor.Seeds;
import java.util.Iterator;

/**
 * Draws mini-batches from the blocks of a shard. Every example comes once; only the last batch may
 * be smaller, since a batch goes on into the next block.
 *
 * <p>Blocks keep their order, and examples are shuffled within each block anew under every key: the
 * rows of a shard stand in the order of a hash already, so that a block is a random sample of it.
 */
public final class Batcher {
  private final Iterator<Block> blocks;
  private final int batchSize;
  private final boolean shuffled;
  private final long key;
  private final Block[] blockOf;
  private final int[] exampleOf;
  private final BatchFiller filler = new BatchFiller();
  private Block block;
  private int blockNumber;
  private int[] order = new int[0];
  private int position;

  private Batcher(Iterator<Block> blocks, int batchSize, boolean shuffled, long key) {
    this.blocks = blocks;
    this.batchSize = batchSize;
    this.shuffled = shuffled;
    this.key = key;
    this.blockOf = new Block[batchSize];
    this.exampleOf = new int[batchSize];
  }

  /** Batches in an order drawn from {@code key}: of a seed, an epoch and a shard. */
  public static Batcher shuffled(Iterator<Block> blocks, int batchSize, long key) {
    return new Batcher(blocks, batchSize, true, key);
  }

  /** Batches in the order of the rows. */
  public static Batcher inOrder(Iterator<Block> blocks, int batchSize) {
    return new Batcher(blocks, batchSize, false, 0);
  }

  /** The number of batches in so many examples. */
  public static long batches(long examples, int batchSize) {
    return (examples + batchSize - 1) / batchSize;
  }

  /** Whether an example is left. */
  public boolean hasNext() {
    while (block == null || position == block.examples) {
      if (!blocks.hasNext()) {
        return false;
      }
      enter(blocks.next());
    }
    return true;
  }

  private void enter(Block next) {
    block = next;
    position = 0;
    if (order.length < block.examples) {
      order = new int[block.examples];
    }
    if (shuffled) {
      Seeds.permutation(order, block.examples, Seeds.derive(key, blockNumber));
    } else {
      for (int i = 0; i < block.examples; i++) {
        order[i] = i;
      }
    }
    blockNumber++;
  }

  /** Passes over examples without reading them, as far as there are any. */
  public void skip(long examples) {
    long left = examples;
    while (left > 0) {
      if (block != null && position < block.examples) {
        int here = (int) Math.min(left, block.examples - position);
        position += here;
        left -= here;
      } else if (!blocks.hasNext()) {
        return;
      } else {
        left -= passOrEnter(blocks.next(), left);
      }
    }
  }

  /** Passes over a whole block without shuffling it, or enters one where the skipping ends. */
  private long passOrEnter(Block next, long left) {
    if (next.examples > left) {
      enter(next);
      return 0;
    }
    blockNumber++;
    return next.examples;
  }

  /** Refills {@code batch} with the next examples; false where none is left. */
  public boolean next(Batch batch) {
    int n = 0;
    while (n < batchSize && hasNext()) {
      blockOf[n] = block;
      exampleOf[n] = order[position++];
      n++;
    }
    if (n == 0) {
      return false;
    }
    filler.fill(batch, blockOf, exampleOf, n);
    return true;
  }
}
