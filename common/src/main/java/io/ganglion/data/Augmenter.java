package io.ganglion.data;

/**
 * {@link Augmentation}, bound: it belongs to one thread, as it keeps its memory from batch to
 * batch.
 */
public interface Augmenter {
  /**
   * Changes the rows of a batch in place, allocating nothing once it has grown to its size.
   *
   * @param key of the random numbers: the same key makes the same of the same batch
   */
  void apply(Batch batch, long key);
}
