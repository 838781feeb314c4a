package io.ganglion.job;

import io.ganglion.config.ConfigException;
import io.ganglion.network.Network;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * What a training is about to ask of the machines, before its first step.
 *
 * @param parameters of the network
 * @param vectors of the optimizer, each as long as the parameters
 * @param workspace bytes of the matrices of one task
 * @param rows of a shard, on the average
 * @param batch rows that a shard takes in a step; 0 where a step takes all
 * @param shards of the training rows
 */
record Preflight(long parameters, int vectors, long workspace, long rows, int batch, int shards) {
  private static final double CLOSE = 0.7;

  /** From so many steps a shard and epoch on, another shard would pay. */
  private static final long LONG_EPOCH = 200;

  /**
   * A look at a training.
   *
   * @param atOnce rows that pass the network at a time
   * @param steps whether each such pass is a step
   * @param rows all training rows: examples, or their steps or nodes
   */
  static Preflight of(
      Network network,
      int vectors,
      long atOnce,
      boolean steps,
      long examples,
      long rows,
      int shards) {
    long taken = Math.min(atOnce, Math.max(1, examples / shards));
    long height = taken * Math.max(1, rows / Math.max(1, examples));
    return new Preflight(
        network.parameters(),
        vectors,
        Float.BYTES * network.workspace(taken, height, height),
        examples / shards,
        steps ? (int) atOnce : 0,
        shards);
  }

  /** Weights and what the optimizer remembers of each: what is broadcast, and what comes back. */
  long state() {
    return Float.BYTES * parameters * (1 + vectors);
  }

  /** What a task holds beside the broadcast: a state of its own, gradient and matrices. */
  long task() {
    return state() + Float.BYTES * parameters + workspace;
  }

  /** What an executor holds, rows aside: the broadcast, its tasks, and a result on its way. */
  long executor(Machines machines) {
    return 2 * state() + Math.min(machines.tasks(), shards) * task();
  }

  /**
   * What the driver holds: the state, the best weights, the sum of the shards' results in double
   * precision, the average, and results that came before their turn.
   */
  long driver(Machines machines) {
    int early = Math.min(machines.cores(), shards);
    long merge = shards == 1 ? state() : (3L + early) * state();
    return state() + Float.BYTES * parameters + merge;
  }

  /** Tells the estimate. */
  void show(PrintStream out, Machines machines) {
    out.printf(
        "plan     %s of weights and optimizer state, out to the executors and back from %s in each"
            + " round%n",
        Numbers.bytes(state()), Numbers.counted(shards, "shard"));
    String driver = Numbers.bytes(driver(machines));
    String executor = Numbers.bytes(executor(machines));
    String given = Numbers.bytes(machines.driver());
    out.println(
        machines.local()
            ? "         some %s of memory for the merge and %s for tasks, of %s"
                .formatted(driver, executor, given)
            : "         some %s of memory on the driver, which has %s, and %s on an executor of %s"
                .formatted(driver, given, executor, Numbers.bytes(machines.executor())));
  }

  /**
   * What is about to go slowly or wrong, with what to set.
   *
   * @throws ConfigException if the memory can't suffice, however it is counted
   */
  List<String> warnings(Machines machines) {
    List<String> warnings = new ArrayList<>();
    if (machines.local()) {
      long both = driver(machines) + executor(machines);
      memory("Spark in one process", "spark.driver.memory", both, machines.driver(), warnings);
    } else {
      memory("the driver", "spark.driver.memory", driver(machines), machines.driver(), warnings);
      memory(
          "an executor",
          "spark.executor.memory",
          executor(machines),
          machines.executor(),
          warnings);
    }
    if (batch > 0 && shards < machines.cores() && rows / batch >= LONG_EPOCH) {
      warnings.add(
          "%d shards keep %d of %d cores busy: set training.shards to %d or more"
              .formatted(shards, shards, machines.cores(), machines.cores()));
    }
    if (rows < batch && shards > 1) {
      warnings.add(
          "a shard has %s rows, less than the batch of %s: set fewer training.shards or a smaller training.batchSize"
              .formatted(Numbers.count(rows), Numbers.count(batch)));
    }
    return warnings;
  }

  /** What neither side can do without: the state, and weights or a gradient beside it. */
  private long least() {
    return state() + Float.BYTES * parameters;
  }

  private void memory(String who, String key, long need, long given, List<String> warnings) {
    boolean never = least() > given;
    String text =
        "memory: %s needs %s and has %s: set %s to %s or more, or use fewer units"
            .formatted(
                who,
                never ? "at least " + Numbers.bytes(least()) : "some " + Numbers.bytes(need),
                Numbers.bytes(given),
                key,
                ((2 * need) >> 20) + "m");
    if (never) {
      throw new ConfigException(text);
    }
    if (need > CLOSE * given) {
      warnings.add(text);
    }
  }
}
