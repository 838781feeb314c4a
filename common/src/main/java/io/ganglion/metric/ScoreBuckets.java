package io.ganglion.metric;

/**
 * A state that counts predictions in buckets: {@code {scores a row, 0, −1, weight outside and in
 * the class, for each bucket of each score}}.
 *
 * <p>Buckets are as fine relative to the distance from 0 as to that from 1, down to 2⁻³³, since
 * that is where a sure model puts its predictions. Within a bucket rows count as equal. A score has
 * 2¹⁸ of them, at 16 bytes, and many scores share 2²⁰: a state goes from every shard to the driver.
 */
final class ScoreBuckets {
  private static final int OF_A_SCORE = 1 << 18;
  private static final int OF_ALL_SCORES = 1 << 20;
  private static final int HEADER = 3;
  private static final int OCTAVES = 32;
  private static final int FRACTION_BITS = 23;
  private static final int LEAST = Float.floatToIntBits(0x1p-33f);

  private ScoreBuckets() {}

  static int scores(double[] state) {
    return (int) state[0];
  }

  /** The buckets of each score, a power of two. */
  private static int perScore(int scores) {
    int share = Integer.highestOneBit(OF_ALL_SCORES / scores);
    return Math.min(OF_A_SCORE, Math.max(share, 4 * OCTAVES));
  }

  /** The number of weights that are kept for rows with so many scores. */
  static int size(int scores) {
    return 2 * perScore(scores) * scores;
  }

  /** A list put into buckets. */
  static double[] of(double[] list, int scores) {
    double[] state = new double[HEADER + size(scores)];
    state[0] = scores;
    state[2] = -1.0;
    return addAll(state, list);
  }

  static void add(double[] state, int column, float score, boolean yes, double weight) {
    int buckets = perScore(scores(state));
    int bucket = column * buckets + bucket(score, buckets / 2);
    // A NaN has no place, and must not go unseen.
    state[HEADER + 2 * bucket + (yes ? 1 : 0)] += Float.isNaN(score) ? Double.NaN : weight;
  }

  /** The bucket of a score, rising with it. */
  static int bucket(float score, int half) {
    return score < 0.5f
        ? fromEnd(Math.max(score, 0f), half)
        : 2 * half - 1 - fromEnd(Math.max(1f - score, 0f), half);
  }

  /** The bucket of a distance of at most 0.5 from the nearer end. */
  private static int fromEnd(float distance, int half) {
    int perOctave = Integer.numberOfTrailingZeros(half / OCTAVES);
    int beyond = Math.max(0, Float.floatToIntBits(distance) - LEAST);
    return Math.min(beyond >> (FRACTION_BITS - perOctave), half - 1);
  }

  /** Adds the entries of a list. */
  static double[] addAll(double[] state, double[] list) {
    int scores = scores(state);
    for (int i = 0; i < ScoreList.count(list); i++) {
      long entry = ScoreList.entry(list, i);
      float weight = ScoreList.signedWeight(entry);
      add(state, i % scores, ScoreList.score(entry), weight > 0f, Math.abs(weight));
    }
    return state;
  }

  static double[] addBuckets(double[] state, double[] other) {
    for (int i = HEADER; i < state.length; i++) {
      state[i] += other[i];
    }
    return state;
  }

  /** The area of one of the scores of a row. */
  static RocArea area(double[] state, int column) {
    int buckets = perScore(scores(state));
    RocArea area = new RocArea();
    for (int b = column * buckets; b < (column + 1) * buckets; b++) {
      area.add(state[HEADER + 2 * b + 1], state[HEADER + 2 * b]);
    }
    return area;
  }
}
