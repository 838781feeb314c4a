package io.ganglion.testing;

import com.sun.management.ThreadMXBean;
import io.ganglion.tensor.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Shows a reader one made input after another. Each must be read or refused by an exception that is
 * meant for people, soon, and without more memory than a multiple of what the input has.
 *
 * <p>{@code -Dfuzz.seconds} says for how long, {@code -Dfuzz.seed} with which inputs, and {@code
 * -Dfuzz.trial} has one of them tried again. The input that a reader fails on is kept in {@code
 * target/fuzz}.
 */
public final class Fuzzer {
  private static final long SECOND = 1_000_000_000L;
  private static final long SECONDS = Long.getLong("fuzz.seconds", 2);
  private static final long SEED = Long.getLong("fuzz.seed", 1);
  private static final long ONLY = Long.getLong("fuzz.trial", -1);

  /** Of the processor's time for one input. */
  private static final long MOST_NANOS = 2 * SECOND;

  /** On the clock, where other programs count too. */
  private static final long HANGING_NANOS = 30 * SECOND;

  private static final long MOST_BYTES = 16 << 20;
  private static final long MOST_BYTES_A_BYTE = 256;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** What is tried. */
  @FunctionalInterface
  public interface Reader {
    /**
     * Reads files.
     *
     * @param files by their names
     * @throws Exception a refusal, or a finding
     */
    void read(Map<String, byte[]> files) throws Exception;
  }

  /** How many inputs were read, and how many refused. */
  public record Counts(long accepted, long refused) {}

  private final String name;
  private final Function<Random, Map<String, byte[]>> inputs;
  private final Reader reader;
  private final Predicate<Throwable> refusal;
  private long accepted;
  private long refused;
  private volatile long trial = -1;
  private volatile long started = System.nanoTime();
  private volatile Map<String, byte[]> files = Map.of();
  private volatile Throwable cause;
  private volatile String finding;

  private Fuzzer(
      String name,
      Function<Random, Map<String, byte[]>> inputs,
      Reader reader,
      Predicate<Throwable> refusal) {
    this.name = name;
    this.inputs = inputs;
    this.reader = reader;
    this.refusal = refusal;
  }

  /**
   * Tries inputs until the time is up.
   *
   * @param name of the reader, for messages and files
   * @param inputs makes one, the same from the same numbers
   * @param refusal tells what a reader may throw
   * @throws AssertionError for the first input that the reader fails on
   */
  public static Counts run(
      String name,
      Function<Random, Map<String, byte[]>> inputs,
      Reader reader,
      Predicate<Throwable> refusal) {
    Fuzzer fuzzer = new Fuzzer(name, inputs, reader, refusal);
    fuzzer.watch();
    return new Counts(fuzzer.accepted, fuzzer.refused);
  }

  /** Runs the trials in a thread of their own, so that one that never ends is found, too. */
  private void watch() {
    Thread worker = new Thread(this::trials, "fuzz " + name);
    worker.setDaemon(true);
    worker.start();
    try {
      while (worker.isAlive() && System.nanoTime() - started < HANGING_NANOS) {
        worker.join(100);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    if (worker.isAlive()) {
      cause = new Throwable("is here");
      cause.setStackTrace(worker.getStackTrace());
      finding = "no end after " + HANGING_NANOS / SECOND + " s";
    }
    if (finding != null) {
      throw new AssertionError(
          "%s, seed %d, trial %d, input in %s: %s".formatted(name, SEED, trial, keep(), finding),
          cause);
    }
    System.out.printf(
        "fuzz %s: seed %d, %d inputs in %d s, %d of them read%n",
        name, SEED, accepted + refused, SECONDS, accepted);
  }

  private void trials() {
    try {
      tryInputs();
    } catch (RuntimeException e) {
      cause = e;
      finding = "the maker of inputs failed";
    }
  }

  private void tryInputs() {
    if (ONLY >= 0) {
      trial(ONLY);
      return;
    }
    long end = System.nanoTime() + SECONDS * SECOND;
    // Classes are loaded on the first one's account.
    trial = 0;
    files = inputs.apply(random());
    outcome();
    for (long next = 0; finding == null && System.nanoTime() < end; next++) {
      trial(next);
    }
  }

  private Random random() {
    return new Random(Seeds.derive(SEED, trial));
  }

  private void trial(long number) {
    trial = number;
    files = inputs.apply(random());
    started = System.nanoTime();
    long cpu = THREADS.getCurrentThreadCpuTime();
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    Throwable failure = outcome();
    long bytes = THREADS.getCurrentThreadAllocatedBytes() - allocated;
    long nanos = THREADS.getCurrentThreadCpuTime() - cpu;
    long most = MOST_BYTES + MOST_BYTES_A_BYTE * length();
    if (failure == null) {
      accepted++;
    } else {
      refused++;
    }
    if (finding == null && bytes > most) {
      cause = failure;
      finding = "took %d bytes of memory for %d bytes".formatted(bytes, length());
    }
    if (finding == null && nanos > MOST_NANOS) {
      cause = failure;
      finding = "took %.1f s".formatted((double) nanos / SECOND);
    }
  }

  /** What the reader throws; null where it reads. */
  private Throwable outcome() {
    try {
      reader.read(files);
      return null;
    } catch (Throwable e) {
      boolean clear = refusal.test(e) && e.getMessage() != null && !e.getMessage().isBlank();
      if (!clear) {
        cause = e;
        finding = "failed with " + e;
      }
      return e;
    }
  }

  private long length() {
    return files.values().stream().mapToLong(bytes -> bytes.length).sum();
  }

  private Path keep() {
    Path folder = Path.of("target", "fuzz", "%s-%d-%d".formatted(name, SEED, trial));
    try {
      Files.createDirectories(folder);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        String plain = file.getKey().replaceAll("[^A-Za-z0-9._-]", "_");
        Files.write(folder.resolve(plain), file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder;
  }
}
