package io.ganglion.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/** Changes bytes as faults and attackers do: here and there, in length, and as numbers. */
public final class ByteMutations {
  private static final int MOST_CHANGES = 4;
  private static final int LONGEST_PIECE = 64;
  private static final long[] NUMBERS = {
    -1,
    0,
    1,
    2,
    255,
    256,
    Short.MAX_VALUE,
    1 << 16,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    1L << 31,
    1L << 32,
    1L << 40,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  private ByteMutations() {}

  /** The bytes with one to a few changes. */
  public static byte[] changed(byte[] bytes, Random random) {
    byte[] changed = bytes;
    for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0; changes--) {
      changed = changed.length == 0 ? new byte[1] : change(changed, random);
    }
    return changed;
  }

  private static byte[] change(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length);
    int length = Math.min(bytes.length - at, 1 + random.nextInt(LONGEST_PIECE));
    byte[] changed = bytes.clone();
    switch (random.nextInt(8)) {
      case 0 -> changed[at] = (byte) random.nextInt();
      case 1 -> changed[at] ^= (byte) (1 << random.nextInt(8));
      case 2 -> changed[at] = (byte) (changed[at] + 1 - 2 * random.nextInt(2));
      case 3 -> number(changed, at, random);
      case 4 -> {
        System.arraycopy(bytes, at + length, changed, at, bytes.length - at - length);
        changed = Arrays.copyOf(changed, bytes.length - length);
      }
      case 5 -> {
        changed = Arrays.copyOf(bytes, bytes.length + length);
        System.arraycopy(bytes, at, changed, at + length, bytes.length - at);
      }
      case 6 -> {
        int to = random.nextInt(bytes.length - length + 1);
        System.arraycopy(bytes, at, changed, to, length);
      }
      default -> changed = random.nextInt(4) == 0 ? Arrays.copyOf(bytes, at) : changed;
    }
    return changed;
  }

  /** Writes a number of 1, 2, 4 or 8 bytes, as far as there is room. */
  private static void number(byte[] bytes, int at, Random random) {
    long number = NUMBERS[random.nextInt(NUMBERS.length)];
    int size = 1 << random.nextInt(4);
    ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    byte[] little = buffer.putLong(number).array();
    System.arraycopy(little, 0, bytes, at, Math.min(size, bytes.length - at));
  }
}
