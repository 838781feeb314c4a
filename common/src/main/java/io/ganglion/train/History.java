package io.ganglion.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the epochs of a training came to, from the first on; immutable.
 *
 * @param records all with the same metrics, and all or none with held-out scores
 */
public record History(List<EpochRecord> records) {
  public History {
    records = List.copyOf(records);
    for (EpochRecord record : records) {
      EpochRecord first = records.get(0);
      boolean alike =
          names(record.training()).equals(names(first.training()))
              && names(record.holdout()).equals(names(first.holdout()));
      if (!alike) {
        throw new IllegalArgumentException(
            "expected the scores of epoch " + first.epoch() + " in epoch " + record.epoch());
      }
    }
  }

  private static List<String> names(Scores scores) {
    List<String> names = new ArrayList<>();
    if (scores != null) {
      names.add("loss");
      names.addAll(scores.metrics().keySet());
    }
    return names;
  }

  /** A history without epochs. */
  public static History empty() {
    return new History(List.of());
  }

  /** The history with one epoch more. */
  public History with(EpochRecord record) {
    List<EpochRecord> longer = new ArrayList<>(records);
    longer.add(record);
    return new History(longer);
  }

  /**
   * The epoch with the best held-out score, the first one of equals; a NaN is never best.
   *
   * @param monitor {@code loss} or a metric
   * @return empty without a held-out split, or where no score is a number
   */
  public Optional<EpochRecord> best(String monitor, boolean largerIsBetter) {
    EpochRecord best = null;
    double bestScore = largerIsBetter ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    for (EpochRecord record : records) {
      double score = record.holdout() == null ? Double.NaN : record.holdout().get(monitor);
      boolean better = largerIsBetter ? score > bestScore : score < bestScore;
      if (better) {
        best = record;
        bestScore = score;
      }
    }
    return Optional.ofNullable(best);
  }
}
