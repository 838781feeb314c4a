package io.ganglion.tensor;

import java.lang.ref.SoftReference;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Large arrays that tasks use one after another: new ones in each round would keep the collector
 * busy with copies of them. Kept as long as memory is not short.
 */
public final class Scratch {
  /** Smaller arrays are not worth keeping. */
  private static final int LEAST = 1 << 18;

  private static final Map<Integer, Queue<SoftReference<float[]>>> FREE = new ConcurrentHashMap<>();

  private Scratch() {}

  /** An array of zeros, one that was given back where there is one. */
  public static float[] zeros(int length) {
    Queue<SoftReference<float[]>> free = FREE.get(length);
    SoftReference<float[]> next = free == null ? null : free.poll();
    while (next != null) {
      float[] x = next.get();
      if (x != null) {
        Arrays.fill(x, 0f);
        return x;
      }
      next = free.poll();
    }
    return new float[length];
  }

  /** Gives an array back, which nobody may use any more. */
  public static void giveBack(float[] x) {
    if (x.length >= LEAST) {
      FREE.computeIfAbsent(x.length, length -> new ConcurrentLinkedQueue<>())
          .add(new SoftReference<>(x));
    }
  }
}
