package io.ganglion.metric;

import java.util.Arrays;

/**
 * A state that keeps every prediction, in 8 bytes with its weight and side: {@code {scores a row,
 * the most entries, entries so far, entry, entry, …}}.
 *
 * <p>An entry has the bits of the prediction above those of the weight, which is negative outside
 * the class. A prediction is no less than 0 and at most 1, so its bits sort as it does, and no
 * entry has an exponent of ones: it is a finite double, which nothing on its way can change.
 */
final class ScoreList {
  private static final int SCORES = 0;
  private static final int LIMIT = 1;
  private static final int COUNT = 2;
  private static final int HEADER = 3;
  private static final int FIRST_ROOM = 256;

  /** The limit of a list that ends once buckets would take less memory. */
  static final int WHILE_SMALLER = 0;

  private ScoreList() {}

  static double[] start(int limit) {
    return new double[] {0, limit, 0};
  }

  /** Whether a state is such a list; buckets have no count. */
  static boolean is(double[] state) {
    return state[COUNT] >= 0.0;
  }

  static int scores(double[] state) {
    return (int) state[SCORES];
  }

  /** The most entries of a list for rows with so many scores. */
  static int limit(double[] state, int scores) {
    return state[LIMIT] == WHILE_SMALLER ? ScoreBuckets.size(scores) : (int) state[LIMIT];
  }

  static int count(double[] state) {
    return (int) state[COUNT];
  }

  /** The list with room for some entries more. */
  static double[] grown(double[] state, int scores, int more) {
    int needed = HEADER + count(state) + more;
    int room = Math.max(HEADER + FIRST_ROOM, state.length + state.length / 2);
    double[] grown = needed <= state.length ? state : Arrays.copyOf(state, Math.max(needed, room));
    grown[SCORES] = scores;
    return grown;
  }

  static double[] trimmed(double[] state) {
    int length = HEADER + count(state);
    return length == state.length ? state : Arrays.copyOf(state, length);
  }

  static void add(double[] state, float score, boolean yes, float weight) {
    long high = (long) Float.floatToIntBits(Math.max(score, 0f)) << Integer.SIZE;
    long low = Integer.toUnsignedLong(Float.floatToIntBits(yes ? weight : -weight));
    state[HEADER + (int) state[COUNT]++] = Double.longBitsToDouble(high | low);
  }

  /** Adds the entries of another list, for which there is room. */
  static double[] addAll(double[] state, double[] other) {
    System.arraycopy(other, HEADER, state, HEADER + count(state), count(other));
    state[COUNT] += other[COUNT];
    return state;
  }

  /** The bits of an entry. */
  static long entry(double[] state, int index) {
    return Double.doubleToRawLongBits(state[HEADER + index]);
  }

  static float score(long entry) {
    return Float.intBitsToFloat((int) (entry >>> Integer.SIZE));
  }

  /** The weight, negative outside the class. */
  static float signedWeight(long entry) {
    return Float.intBitsToFloat((int) entry);
  }

  /** The area of one of the scores of a row. Sorted, so that the order of rows leaves no trace. */
  static RocArea area(double[] state, int column) {
    int scores = scores(state);
    long[] entries = new long[count(state) / scores];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = entry(state, i * scores + column);
    }
    Arrays.sort(entries);
    RocArea area = new RocArea();
    for (int i = 0; i < entries.length; ) {
      float score = score(entries[i]);
      double yes = Float.isNaN(score) ? Double.NaN : 0.0;
      double no = 0.0;
      for (long group = entries[i] >>> Integer.SIZE;
          i < entries.length && entries[i] >>> Integer.SIZE == group;
          i++) {
        float weight = signedWeight(entries[i]);
        yes += Math.max(weight, 0f);
        no += Math.max(-weight, 0f);
      }
      area.add(yes, no);
    }
    return area;
  }
}
