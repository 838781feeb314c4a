package io.ganglion.spark;

/** The key of rows on their way: a window of ranks within a shard, in the order of both. */
final class ShardWindow {
  private ShardWindow() {}

  static long key(int shard, int window) {
    return ((long) shard << Integer.SIZE) | window;
  }

  static int shard(long key) {
    return (int) (key >>> Integer.SIZE);
  }
}
