package io.ganglion.metric;

import io.ganglion.data.Targets;
import io.ganglion.tensor.Matrix;
import java.util.EnumSet;
import java.util.Set;

/**
 * The area under the ROC curve: the probability that a row of the class has a greater prediction
 * for it than a row outside the class has, both drawn by their weights, equals counting half.
 *
 * <p>For yes-or-no answers, and for two classes, it is that of "yes", or of the second class. For
 * more classes it is the plain mean over each class against the rest, of those that have rows on
 * both sides; so it is over several outputs. NaN where there are none.
 *
 * <p>Exact up to {@value #EXACT} predictions (rows, times classes or outputs where there are more
 * than two classes or one output), kept as {@link ScoreList}; beyond that they go into {@link
 * ScoreBuckets}, and a note says so.
 *
 * <p>Source: Hanley & McNeil 1982, "The meaning and use of the area under a receiver operating
 * characteristic (ROC) curve".
 */
public record Auc() implements ScalarMetric {
  /** The most predictions that are kept one by one. */
  static final int EXACT = 5_000_000;

  @Override
  public String kind() {
    return "auc";
  }

  @Override
  public Set<Task> tasks() {
    return EnumSet.of(Task.YES_OR_NO, Task.CLASSES);
  }

  /** Where all rows are sure to end in buckets, a shard turns to them once they are smaller. */
  @Override
  public double[] start(long rows) {
    return ScoreList.start(rows <= EXACT ? EXACT : ScoreList.WHILE_SMALLER);
  }

  @Override
  public double[] update(double[] state, Matrix prediction, Targets targets) {
    int first = Answers.firstJudged(prediction, targets);
    int scores = prediction.columns - first;
    double[] now = roomFor(state, scores, (long) scores * prediction.rows);
    boolean listed = ScoreList.is(now);
    for (int r = 0; r < prediction.rows; r++) {
      float weight = (float) targets.weight(r);
      if (weight == 0f) {
        continue;
      }
      for (int c = first; c < prediction.columns; c++) {
        float score = prediction.get(r, c);
        boolean yes =
            targets.classes == null ? Answers.yes(targets, r, c) : targets.classes[r] == c;
        if (listed) {
          ScoreList.add(now, score, yes, weight);
        } else {
          ScoreBuckets.add(now, c - first, score, yes, weight);
        }
      }
    }
    return now;
  }

  private static double[] roomFor(double[] state, int scores, long more) {
    if (!ScoreList.is(state)) {
      return state;
    }
    return ScoreList.count(state) + more <= ScoreList.limit(state, scores)
        ? ScoreList.grown(state, scores, (int) more)
        : ScoreBuckets.of(state, scores);
  }

  @Override
  public double[] compact(double[] state) {
    return ScoreList.is(state) ? ScoreList.trimmed(state) : state;
  }

  @Override
  public double[] merge(double[] first, double[] second) {
    if (ScoreList.is(second) && ScoreList.count(second) == 0) {
      return first;
    }
    if (ScoreList.is(first) && ScoreList.count(first) == 0) {
      return second;
    }
    if (!ScoreList.is(second)) {
      return ScoreList.is(first)
          ? ScoreBuckets.addAll(second, first)
          : ScoreBuckets.addBuckets(first, second);
    }
    double[] now = roomFor(first, ScoreList.scores(second), ScoreList.count(second));
    return ScoreList.is(now) ? ScoreList.addAll(now, second) : ScoreBuckets.addAll(now, second);
  }

  @Override
  public double result(double[] state) {
    double sum = 0.0;
    int found = 0;
    boolean listed = ScoreList.is(state);
    int scores = listed ? ScoreList.scores(state) : ScoreBuckets.scores(state);
    for (int c = 0; c < scores; c++) {
      RocArea area = listed ? ScoreList.area(state, c) : ScoreBuckets.area(state, c);
      if (area.defined()) {
        sum += area.value();
        found++;
      }
    }
    return sum / found;
  }

  @Override
  public boolean largerIsBetter() {
    return true;
  }

  @Override
  public String note(double[] state) {
    return ScoreList.is(state) ? null : "in buckets";
  }
}
