package io.ganglion.testing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Measures what code allocates once it is warm. */
public final class Allocations {
  private static final int STEPS = 200;
  private static final long LIMIT_NANOS = 10_000_000_000L;

  private Allocations() {}

  /**
   * The fewest bytes a step that {@link #STEPS} steps in a row took, after some time to warm up.
   */
  public static double perStep(Runnable step) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long deadline = System.nanoTime() + LIMIT_NANOS;
    double fewest = Double.POSITIVE_INFINITY;
    while (fewest > 0.0 && System.nanoTime() < deadline) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < STEPS; i++) {
        step.run();
      }
      long bytes = threads.getCurrentThreadAllocatedBytes() - before;
      fewest = Math.min(fewest, (double) bytes / STEPS);
    }
    return fewest;
  }
}
