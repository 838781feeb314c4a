package io.ganglion.bench;

import io.ganglion.model.Checkpoints;
import io.ganglion.spark.table.HadoopFolder;
import io.ganglion.train.DataDigest;
import io.ganglion.train.LocalCluster;
import io.ganglion.train.TrainState;
import io.ganglion.train.TrainingPoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.hadoop.conf.Configuration;

/**
 * The time of a checkpoint, beside a plain write and sync of as many bytes to the same disk in
 * turn, and what going on from one costs, beside an epoch.
 */
final class CheckpointBench {
  private static final int PARAMETERS = 20_000_000;
  private static final int VECTORS = 2;
  private static final int ROUNDS = 9;
  private static final int BUFFER = 1 << 20;

  private CheckpointBench() {}

  static void run() throws IOException {
    // On the disk of the project: temporary files may lie in memory.
    Path folder = Files.createTempDirectory(Path.of("src/test/target"), "checkpoint");
    try {
      write(folder);
      resume(folder);
    } finally {
      delete(folder);
    }
  }

  private static Checkpoints checkpoints(Path folder) throws IOException {
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(folder.toUri());
    return new Checkpoints(new HadoopFolder(path, new Configuration()), "bench", 1);
  }

  private static TrainingPoint point(float[] weights, int vectors) {
    SplittableRandom random = new SplittableRandom(1);
    TrainState start = TrainState.start(weights, vectors);
    for (float[] vector : start.vectors) {
      for (int i = 0; i < vector.length; i++) {
        vector[i] = (float) random.nextDouble();
      }
    }
    return TrainingPoint.start(start);
  }

  private static void write(Path folder) throws IOException {
    float[] weights = new float[PARAMETERS];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = i;
    }
    TrainingPoint start = point(weights, VECTORS);
    Checkpoints checkpoints = checkpoints(folder);
    long bytes = (1L + VECTORS) * Float.BYTES * PARAMETERS;
    double[] ratios = new double[ROUNDS];
    double[] seconds = new double[ROUNDS];
    for (int r = -1; r < ROUNDS; r++) {
      double before = plain(folder, bytes);
      double first = checkpoint(checkpoints, after(start, 2 * r + 3));
      double second = checkpoint(checkpoints, after(start, 2 * r + 4));
      double after = plain(folder, bytes);
      if (r >= 0) {
        ratios[r] = (first + second) / (before + after);
        seconds[r] = 0.5 * (first + second);
      }
    }
    Arrays.sort(ratios);
    Arrays.sort(seconds);
    Bench.say(
        "checkpoint of %d million parameters and adam's vectors, %d MB: %.2f s, ratio to a plain"
            + " write and sync %.2f (%.2f to %.2f)",
        PARAMETERS / 1_000_000,
        bytes / 1_000_000,
        seconds[ROUNDS / 2],
        ratios[ROUNDS / 2],
        ratios[0],
        ratios[ROUNDS - 1]);
  }

  private static TrainingPoint after(TrainingPoint start, int epoch) {
    TrainState state = start.state();
    return new TrainingPoint(
        new TrainState(state.weights, state.vectors, state.scalars, epoch, epoch),
        start.best(),
        start.history(),
        null);
  }

  /** Takes the place of the one before, as in a training. */
  private static double checkpoint(Checkpoints checkpoints, TrainingPoint point)
      throws IOException {
    long began = System.nanoTime();
    checkpoints.write(point);
    return (System.nanoTime() - began) / 1e9;
  }

  private static double plain(Path folder, long bytes) throws IOException {
    Path file = folder.resolve("plain");
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    long began = System.nanoTime();
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (long left = bytes; left > 0; left -= buffer.limit()) {
        buffer.clear().limit((int) Math.min(BUFFER, left));
        while (buffer.hasRemaining()) {
          out.write(buffer);
        }
      }
      out.force(true);
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    Files.delete(file);
    return seconds;
  }

  /** What a run does besides when it goes on: it knows its rows by a digest, and reads a point. */
  private static void resume(Path folder) throws IOException {
    Workload mnist = Workload.mnist();
    LocalCluster rows = new LocalCluster(mnist.rows(60_000, 2));
    TrainState state = mnist.start();
    Checkpoints checkpoints = checkpoints(folder);
    checkpoints.clear();
    checkpoints.write(point(state.weights, state.vectors.length));
    double[] ratios = new double[ROUNDS];
    for (int r = -1; r < ROUNDS; r++) {
      long began = System.nanoTime();
      mnist.strategy().epoch(state, rows);
      long trained = System.nanoTime();
      DataDigest.of(rows);
      if (checkpoints.newest(state.weights.length).point() == null) {
        throw new IllegalStateException("the checkpoint is gone");
      }
      if (r >= 0) {
        ratios[r] = (double) (System.nanoTime() - trained) / (trained - began);
      }
    }
    Arrays.sort(ratios);
    Bench.say(
        "going on from a checkpoint: %.3f of an epoch of %s (%.3f to %.3f)",
        ratios[ROUNDS / 2], mnist.name(), ratios[0], ratios[ROUNDS - 1]);
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
