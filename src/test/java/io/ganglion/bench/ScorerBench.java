package io.ganglion.bench;

import io.ganglion.api.Examples;
import io.ganglion.api.FitOptions;
import io.ganglion.api.Input;
import io.ganglion.api.Model;
import io.ganglion.api.Scorer;
import io.ganglion.tensor.Seeds;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/**
 * The time of one record in a service, from its columns to the prediction. The weights are of one
 * epoch over random rows, as their values don't change the work.
 */
final class ScorerBench {
  private static final int RECORDS = 200_000;
  private static final int THREADS = 64;

  private ScorerBench() {}

  static void run() {
    Scorer boston = scorer(13, "mse", "[normalization, %s, %s, dense: {units: 1}]", 64, 64);
    Scorer digits =
        scorer(784, "categorical_crossentropy", "[%s, %s, dense: {units: 10}]", 512, 256);
    measure("Boston, 13-64-64-1", boston, 13);
    measure("784-512-256-10", digits, 784);
    together("Boston", boston, 13);
  }

  private static Scorer scorer(int features, String loss, String layers, int first, int second) {
    String hidden = "dense: {units: %d, activation: relu}";
    Model model =
        Model.of(
                Input.row(features),
                String.format(layers, String.format(hidden, first), String.format(hidden, second)))
            .compile(loss, "sgd");
    float[][] x = new float[100][];
    Arrays.setAll(x, r -> row(features, r));
    Examples examples =
        loss.equals("mse") ? Examples.of(x, new float[100]) : Examples.of(x, new int[100]);
    model.fit(examples, FitOptions.defaults().epochs(1));
    return new Scorer(model.trained());
  }

  private static float[] row(int features, int r) {
    float[] row = new float[features];
    for (int c = 0; c < features; c++) {
      row[c] = (float) Seeds.normal(r, c);
    }
    return row;
  }

  private static Map<String, Object> record(int features, int r) {
    float[] row = row(features, r);
    Map<String, Object> record = new HashMap<>();
    IntStream.range(0, features).forEach(c -> record.put("x" + c, row[c]));
    return record;
  }

  private static void measure(String what, Scorer scorer, int features) {
    Map<String, Object> record = record(features, 1);
    float[] row = row(features, 1);
    float[] prediction = new float[scorer.outputs()];
    int records = features > 100 ? RECORDS / 10 : RECORDS;
    report(what + ", a record", times(() -> scorer.predict(record, prediction), records));
    report(what + ", an array", times(() -> scorer.predict(row, prediction), records));
  }

  /** Nanoseconds of each run, sorted, after as many to warm up. */
  private static long[] times(Runnable score, int runs) {
    for (int i = 0; i < runs; i++) {
      score.run();
    }
    long[] times = new long[runs];
    for (int i = 0; i < runs; i++) {
      long began = System.nanoTime();
      score.run();
      times[i] = System.nanoTime() - began;
    }
    Arrays.sort(times);
    return times;
  }

  private static void report(String what, long[] times) {
    Bench.say(
        "%s: p50 %.1f us, p99 %.1f us",
        what, times[times.length / 2] / 1e3, times[times.length * 99 / 100] / 1e3);
  }

  private static void together(String what, Scorer scorer, int features) {
    Map<String, Object> record = record(features, 1);
    CountDownLatch done = new CountDownLatch(THREADS);
    int each = RECORDS / 10;
    long began = System.nanoTime();
    for (int t = 0; t < THREADS; t++) {
      new Thread(
              () -> {
                float[] prediction = new float[scorer.outputs()];
                for (int i = 0; i < each; i++) {
                  scorer.predict(record, prediction);
                }
                done.countDown();
              })
          .start();
    }
    try {
      done.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("the measurement was interrupted", e);
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    Bench.say("%s, %d threads: %.0f records/s", what, THREADS, THREADS * each / seconds);
  }
}
