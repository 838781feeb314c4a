package io.ganglion.system;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;

/**
 * What a job has left in its JVM.
 *
 * @param heap bytes in use after collections
 * @param threads that live
 * @param cached RDDs that Spark still keeps
 * @param blocks of any kind in Spark's memory and on its disk
 */
record Residue(long heap, int threads, int cached, int blocks) {
  private static final int COLLECTIONS = 6;

  /**
   * Measures after several collections, between which Spark's cleaner gets time to see what is no
   * longer reachable.
   *
   * @param spark null where none runs any more
   */
  static Residue now(SparkContext spark) throws InterruptedException {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    long heap = Long.MAX_VALUE;
    for (int c = 0; c < COLLECTIONS; c++) {
      memory.gc();
      heap = Math.min(heap, memory.getHeapMemoryUsage().getUsed());
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return new Residue(
        heap,
        ManagementFactory.getThreadMXBean().getThreadCount(),
        spark == null ? 0 : spark.getRDDStorageInfo().length,
        spark == null
            ? 0
            : SparkEnv.get().blockManager().getMatchingBlockIds(block -> true).size());
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%.2f MB, %d threads, %d cached, %d blocks",
        heap / 1e6,
        threads,
        cached,
        blocks);
  }
}
