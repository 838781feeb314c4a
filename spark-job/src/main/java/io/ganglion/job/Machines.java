package io.ganglion.job;

import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;

/**
 * What Spark was given to run on.
 *
 * @param local whether the driver runs the tasks, too
 * @param driver bytes of the driver's heap
 * @param executor bytes of an executor's heap
 * @param tasks that run at once on an executor
 * @param cores of all executors
 */
record Machines(boolean local, long driver, long executor, int tasks, int cores) {
  /** What a session has at the moment. */
  static Machines of(SparkContext spark) {
    SparkConf conf = spark.conf();
    int cpus = conf.getInt("spark.task.cpus", 1);
    int cores = Math.max(1, spark.defaultParallelism() / cpus);
    long driver = Runtime.getRuntime().maxMemory();
    if (spark.isLocal()) {
      // What a user sets for the parallelism of a cluster adds no threads here.
      int threads = Math.min(cores, Runtime.getRuntime().availableProcessors());
      return new Machines(true, driver, driver, threads, threads);
    }
    // The driver is among those that are known.
    int executors = Math.max(1, spark.statusTracker().getExecutorInfos().length - 1);
    int each =
        conf.getInt("spark.executor.cores", Math.max(1, spark.defaultParallelism() / executors));
    long memory = conf.getSizeAsMb("spark.executor.memory", "1g") << 20;
    return new Machines(false, driver, memory, Math.max(1, each / cpus), cores);
  }
}
