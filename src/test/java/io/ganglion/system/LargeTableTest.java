package io.ganglion.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * More rows than memory holds: two executors of 1 GB train on 4 GB of float32, most of which lies
 * on their disks. Takes some 15 GB there; {@code -Dlarge.rows} makes it less.
 */
@Tag("large")
final class LargeTableTest {
  private static final int COLUMNS = 250;
  private static final long ROWS = Long.getLong("large.rows", 4_200_000);
  private static final int HOURS = 2;

  private static final String JOB =
      """
      name: large
      data: {train: {sql: "%s"}, label: y, holdout: 0.05}
      network: [normalization, dense: {units: 16, activation: relu}, dense: {units: 1}]
      training: {loss: mse, optimizer: adam, batchSize: 256, epochs: 2, seed: 1}
      output: '%s'
      """;

  @TempDir Path folder;

  /** Rows that each task makes anew, so that the table itself takes no room. */
  private static String query() {
    String columns =
        IntStream.range(0, COLUMNS)
            .mapToObj(
                c -> "CAST(pmod(xxhash64(id, %d), 65536) / 65536 AS FLOAT) x%d".formatted(c, c))
            .collect(Collectors.joining(", "));
    return "SELECT *, x0 - 2 * x1 + x2 * x3 AS y FROM (SELECT %s FROM range(0, %d, 1, 64))"
        .formatted(columns, ROWS);
  }

  @Test
  void fourGigabytesOnTwoExecutorsOfOne() throws Exception {
    Path job =
        Files.writeString(
            folder.resolve("job.yaml"), JOB.formatted(query(), folder.resolve("out")));
    SparkHome spark = SparkHome.in(folder.resolve("spark"));
    long most = 0;
    long began = System.nanoTime();
    Disturbed training;
    try (StandaloneCluster cluster = new StandaloneCluster(spark, 2, 1)) {
      List<String> options =
          List.of(
              "--conf",
              "spark.executor.memory=1g",
              "--conf",
              "spark.executor.extraJavaOptions=-XX:+UseSerialGC");
      training =
          Disturbed.start(
              spark.submit(cluster.address(), options, "train", job.toString()), folder);
      while (!training.process().waitFor(5, TimeUnit.SECONDS)) {
        assertThat(System.nanoTime() - began).isLessThan(TimeUnit.HOURS.toNanos(HOURS));
        most = Math.max(most, bytes(spark.folder()));
      }
    }
    String log = training.end();
    String output = StandaloneCluster.text(training.output());

    assertThat(log).doesNotContain("OutOfMemoryError", " removed: ");
    assertThat(output).contains("epoch 2/2").containsPattern("warning: memory holds .* and disk ");
    System.out.printf(
        Locale.ROOT,
        "large: %.2f GB of rows in %d s, at most %.1f GB on the disk%n%s%n",
        4e-9 * ROWS * COLUMNS,
        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began),
        1e-9 * most,
        output.lines().filter(LargeTableTest::tells).collect(Collectors.joining("\n")));
  }

  private static boolean tells(String line) {
    return line.startsWith("epoch") || line.startsWith("warning");
  }

  /** What lies in a folder at the moment, while others write and delete in it. */
  private static long bytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    } catch (UncheckedIOException e) {
      return 0;
    } catch (NoSuchFileException e) {
      return 0;
    }
  }
}
