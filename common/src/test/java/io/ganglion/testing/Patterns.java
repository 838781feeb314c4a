package io.ganglion.testing;

import io.ganglion.data.Block;
import io.ganglion.tensor.Seeds;
import java.util.ArrayList;
import java.util.List;

/** Binary patterns for tests of associative memories; each is its own target. */
public final class Patterns {
  private Patterns() {}

  /** Random patterns of +1 and −1, {@code [rows, units]}. */
  public static float[] random(int rows, int units, long seed) {
    float[] patterns = new float[rows * units];
    for (int i = 0; i < patterns.length; i++) {
      patterns[i] = Seeds.bits(seed, i) < 0 ? -1f : 1f;
    }
    return patterns;
  }

  /** The same patterns with each unit turned over with a probability. */
  public static float[] corrupted(float[] patterns, double probability, long seed) {
    float[] corrupted = patterns.clone();
    for (int i = 0; i < corrupted.length; i++) {
      corrupted[i] *= Seeds.uniform(seed, i) < probability ? -1f : 1f;
    }
    return corrupted;
  }

  /** All 2 · 2ⁿ − 2 pictures of n by n pixels that are columns or rows of one color, 0 and 1. */
  public static float[] barsAndStripes(int n) {
    int half = 1 << n;
    float[] pictures = new float[(2 * half - 2) * n * n];
    int at = 0;
    for (int bits = 0; bits < half; bits++) {
      for (int turned = 0; turned < 2; turned++) {
        if (turned == 1 && (bits == 0 || bits == half - 1)) {
          continue;
        }
        for (int i = 0; i < n * n; i++) {
          int line = turned == 0 ? i % n : i / n;
          pictures[at++] = bits >> line & 1;
        }
      }
    }
    return pictures;
  }

  /** A block whose rows are to be given back. */
  public static Block block(float[] rows, int units) {
    return Block.builder(rows.length / units).numeric(rows, units).values(rows, units).build();
  }

  /** The rows dealt out to shards, one block each. */
  public static List<List<Block>> shards(float[] rows, int units, int shards) {
    List<List<Block>> dealt = new ArrayList<>();
    int count = rows.length / units;
    for (int s = 0; s < shards; s++) {
      int mine = (count - s + shards - 1) / shards;
      float[] part = new float[mine * units];
      for (int r = 0; r < mine; r++) {
        System.arraycopy(rows, (s + r * shards) * units, part, r * units, units);
      }
      dealt.add(List.of(block(part, units)));
    }
    return dealt;
  }

  /** The share of elements that differ. */
  public static double errors(float[] expected, float[] found) {
    int errors = 0;
    for (int i = 0; i < expected.length; i++) {
      errors += expected[i] == found[i] ? 0 : 1;
    }
    return (double) errors / expected.length;
  }
}
