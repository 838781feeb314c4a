package io.ganglion.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.data.Targets;
import io.ganglion.tensor.Matrix;
import io.ganglion.tensor.Seeds;
import io.ganglion.testing.Allocations;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AucTest {
  private static final Auc AUC = new Auc();

  private static Targets answers(float... values) {
    Targets targets = new Targets();
    targets.rows = values.length;
    targets.values.point(values, 0, values.length, 1);
    return targets;
  }

  private static Matrix column(float... scores) {
    return Matrix.of(scores, scores.length, 1);
  }

  private static double[] state(Matrix prediction, Targets targets) {
    return AUC.update(AUC.start(0), prediction, targets);
  }

  /** Answers yes for half of the rows, with logits of which those of "yes" lie higher. */
  private static float[][] logits(int rows, double distance, double middle, double scale) {
    float[] scores = new float[rows];
    float[] values = new float[rows];
    for (int r = 0; r < rows; r++) {
      values[r] = r % 2;
      double logit = middle + scale * (Seeds.normal(7, r) + distance * values[r]);
      scores[r] = (float) (1.0 / (1.0 + Math.exp(-logit)));
    }
    return new float[][] {scores, values};
  }

  @Test
  void equalsCountHalf() {
    Targets targets = answers(0, 1, 0, 1);
    // Of four pairs, three are right and one is equal.
    assertThat(AUC.result(state(column(0.1f, 0.4f, 0.4f, 0.8f), targets))).isEqualTo(3.5 / 4);
    assertThat(AUC.result(state(column(0.4f, 0.4f, 0.4f, 0.4f), targets))).isEqualTo(0.5);
    assertThat(AUC.result(state(column(1f, 0f, 1f, 0f), targets))).isEqualTo(0.0);
  }

  @Test
  void aRowOfWeightTwoIsTheRowTwice() {
    Targets weighted = answers(0, 1, 0, 1);
    weighted.weights = new float[] {2, 1, 0, 3};
    double twice =
        AUC.result(state(column(0.5f, 0.5f, 0.4f, 0.8f, 0.8f, 0.8f), answers(0, 0, 1, 1, 1, 1)));
    assertThat(AUC.result(state(column(0.5f, 0.4f, 0.3f, 0.8f), weighted))).isEqualTo(twice);
  }

  @Test
  void withoutRowsOnBothSidesThereIsNoResult() {
    assertThat(AUC.result(state(column(0.1f, 0.2f), answers(1, 1)))).isNaN();
    assertThat(AUC.result(state(column(0.1f, 0.2f), answers(0, 0)))).isNaN();
    assertThat(AUC.result(state(column(Float.NaN, 0.2f), answers(0, 1)))).isNaN();
  }

  @Test
  void classesWithoutRowsDoNotCount() {
    Targets targets = new Targets();
    targets.rows = 4;
    targets.classes = new int[] {0, 0, 2, 2};
    Matrix prediction =
        Matrix.of(
            new float[] {0.9f, 0.1f, 0f, 0.3f, 0.2f, 0.5f, 0.4f, 0.3f, 0.3f, 0.1f, 0.1f, 0.8f},
            4,
            3);
    assertThat(AUC.result(state(prediction, targets))).isEqualTo((0.75 + 0.75) / 2);
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 0, 1",
    "2, 0, 3",
    "1, -9, 2",
    "1, 9, 2",
    "0.1, -3, 0.5",
    "3, 0, 8",
    "1, 0, 0.05"
  })
  void bucketsAreAsGoodAsExact(double distance, double middle, double scale) {
    float[][] rows = logits(40_000, distance, middle, scale);
    double[] exact = state(column(rows[0]), answers(rows[1]));
    double[] buckets = ScoreBuckets.of(exact, 1);
    assertThat(AUC.note(exact)).isNull();
    assertThat(AUC.note(buckets)).isEqualTo("in buckets");
    assertThat(AUC.result(buckets)).isCloseTo(AUC.result(exact), within(1e-4));
    // So it is where the buckets are shared by many classes.
    double[] coarse = ScoreBuckets.of(ScoreList.start(9), 20);
    for (int r = 0; r < rows[0].length; r++) {
      ScoreBuckets.add(coarse, 19, rows[0][r], rows[1][r] > 0f, 1.0);
    }
    assertThat(AUC.result(coarse)).isCloseTo(AUC.result(exact), within(1e-4));
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 1 << 10, 1 << 17})
  void bucketsRiseWithTheScore(int half) {
    int last = -1;
    for (int bits = 0; bits <= Float.floatToIntBits(1f); bits += 4_999) {
      int bucket = ScoreBuckets.bucket(Float.intBitsToFloat(bits), half);
      assertThat(bucket).isBetween(last, 2 * half - 1);
      last = bucket;
    }
    assertThat(ScoreBuckets.bucket(0f, half)).isZero();
    assertThat(ScoreBuckets.bucket(0.5f, half)).isEqualTo(half);
    assertThat(ScoreBuckets.bucket(1f, half)).isEqualTo(2 * half - 1);
  }

  /** Lists and buckets in any order come to the same as one pass. */
  @Test
  void listsAndBucketsMerge() {
    int rows = 3_000;
    float[][] all = logits(rows, 1, 0, 1);
    double whole = AUC.result(ScoreBuckets.of(state(column(all[0]), answers(all[1])), 1));
    for (int bucketed = 0; bucketed < 8; bucketed++) {
      double[] merged = AUC.start(0);
      for (int p = 0; p < 3; p++) {
        float[] scores = Arrays.copyOfRange(all[0], rows * p / 3, rows * (p + 1) / 3);
        float[] values = Arrays.copyOfRange(all[1], rows * p / 3, rows * (p + 1) / 3);
        double[] part = state(column(scores), answers(values));
        part = (bucketed >> p & 1) == 1 ? ScoreBuckets.of(part, 1) : part;
        merged = AUC.merge(merged, part);
      }
      double exact = AUC.result(state(column(all[0]), answers(all[1])));
      assertThat(AUC.result(merged)).isEqualTo(bucketed == 0 ? exact : whole);
    }
  }

  @Test
  void theLimitTurnsAListIntoBuckets() {
    float[][] rows = logits(1_000, 1, 0, 1);
    double[] list = AUC.update(ScoreList.start(999), column(rows[0]), answers(rows[1]));
    assertThat(AUC.note(list)).isEqualTo("in buckets");
    double[] first = AUC.update(ScoreList.start(1_999), column(rows[0]), answers(rows[1]));
    double[] second = AUC.update(ScoreList.start(1_999), column(rows[0]), answers(rows[1]));
    double exact = AUC.result(first);
    assertThat(AUC.note(first)).isNull();
    double[] merged = AUC.merge(AUC.compact(first), AUC.compact(second));
    assertThat(AUC.note(merged)).isEqualTo("in buckets");
    assertThat(AUC.result(merged)).isCloseTo(exact, within(1e-4));
  }

  @Test
  void aSplitBeyondTheLimitIsKeptNoLargerThanItsBuckets() {
    assertThat(ScoreList.limit(AUC.start(Auc.EXACT), 1)).isEqualTo(Auc.EXACT);
    for (int scores : new int[] {1, 3, 40, 3_000}) {
      int limit = ScoreList.limit(AUC.start(Auc.EXACT + 1L), scores);
      assertThat(limit).isEqualTo(ScoreBuckets.of(ScoreList.start(9), scores).length - 3);
    }
  }

  /** An entry is a finite double, so that no serializer may change its bits. */
  @Test
  void whatTravelsIsFiniteAndHasNoRoomToGrow() {
    float[] scores = {0f, 1f, Float.NaN, Float.MIN_VALUE, Math.nextDown(1f), -0f};
    Targets targets = answers(0, 1, 0, 1, 1, 0);
    targets.weights = new float[] {Float.MAX_VALUE, Float.MIN_VALUE, 1f, 3.5f, 0x1.fffffep-1f, 7f};
    double[] travels = AUC.compact(state(column(scores), targets));
    assertThat(travels).hasSize(3 + 6);
    for (double entry : travels) {
      assertThat(entry).isFinite();
    }
    assertThat(ScoreList.signedWeight(ScoreList.entry(travels, 0))).isEqualTo(-Float.MAX_VALUE);
    assertThat(ScoreList.score(ScoreList.entry(travels, 4))).isEqualTo(Math.nextDown(1f));
  }

  @Test
  void aFullBatchAllocatesNothingOnceThereIsRoom() {
    float[][] rows = logits(64, 1, 0, 1);
    Matrix prediction = column(rows[0]);
    Targets targets = answers(rows[1]);
    double[] buckets = ScoreBuckets.of(ScoreList.start(9), 1);
    assertThat(Allocations.perStep(() -> AUC.update(buckets, prediction, targets))).isZero();
    double[] list = ScoreList.grown(ScoreList.start(1 << 20), 1, 128);
    Runnable step =
        () -> {
          list[2] = 0;
          AUC.update(list, prediction, targets);
        };
    assertThat(Allocations.perStep(step)).isZero();
  }
}
