package io.ganglion.job;

import io.ganglion.config.ConfigException;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import org.apache.hadoop.conf.Configuration;

/** A program in which eight runs into the same output folder begin at the same moment. */
public final class LockRace {
  private static final int RUNS = 8;

  private LockRace() {}

  /** Prints for each run whether it has the folder. */
  public static void main(String[] arguments) throws InterruptedException {
    Configuration hadoop = Sparks.hadoop();
    CyclicBarrier together = new CyclicBarrier(RUNS);
    Thread[] runs = new Thread[RUNS];
    for (int r = 0; r < RUNS; r++) {
      runs[r] = new Thread(() -> begin(together, hadoop, arguments[0]));
      runs[r].start();
    }
    for (Thread run : runs) {
      run.join();
    }
  }

  private static void begin(CyclicBarrier together, Configuration hadoop, String output) {
    try {
      together.await();
      RunFolder.begin(hadoop, output, Map.of());
      System.out.println("has it");
    } catch (ConfigException e) {
      System.out.println(e.getMessage());
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }
}
