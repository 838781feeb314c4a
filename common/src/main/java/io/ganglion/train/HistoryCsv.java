package io.ganglion.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * A history as comma-separated values, a line an epoch: {@code epoch, loss, holdout_loss}, then
 * each metric and its {@code holdout_} twin, {@code learning_rate, averaging_every, merge_share,
 * row_evaluations, passes, seconds, samples_per_second}. The twins are absent without a held-out
 * split, the learning rate where it never changes, and what averaging came to where its period was
 * given. Every number reads back to the same bits.
 */
public final class HistoryCsv {
  private static final String HOLDOUT = "holdout_";
  private static final String FIRST = "epoch,loss";
  private static final String RATE = ",learning_rate";
  private static final String MERGING = ",averaging_every,merge_share";
  private static final String LAST = ",row_evaluations,passes,seconds,samples_per_second";

  private HistoryCsv() {}

  /** Writes the header and a line an epoch, each with a line end. */
  public static String write(History history) {
    Columns columns = Columns.of(history);
    StringBuilder text = new StringBuilder(columns.header()).append('\n');
    for (EpochRecord record : history.records()) {
      text.append(columns.line(record));
    }
    return text.toString();
  }

  /** The header of a history that begins with an epoch, with a line end. */
  public static String header(EpochRecord first) {
    return Columns.of(new History(List.of(first))).header() + '\n';
  }

  /** The line of an epoch, with a line end. */
  public static String line(EpochRecord record) {
    return Columns.of(new History(List.of(record))).line(record);
  }

  private static void append(
      StringBuilder text, EpochRecord record, ToDoubleFunction<Scores> score) {
    text.append(',').append(score.applyAsDouble(record.training()));
    if (record.holdout() != null) {
      text.append(',').append(score.applyAsDouble(record.holdout()));
    }
  }

  /**
   * Reads what {@link #write} wrote. The number of rows behind the scores is not in it and reads
   * back as 0; nor is whether merging could be held within its share.
   *
   * @param where the text stands, for messages: the name of a file
   * @throws IllegalArgumentException naming the line that is not as expected
   */
  public static History read(String where, String text) {
    List<String> lines = text.lines().toList();
    String header = lines.isEmpty() ? "" : lines.get(0);
    Columns columns = Columns.of(header);
    if (!header.equals(columns.header())) {
      throw new IllegalArgumentException(
          "%s, line 1: expected a header such as %s, found %s"
              .formatted(where, new Columns(List.of("mae"), true, false, false).header(), header));
    }
    List<EpochRecord> records = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      try {
        records.add(columns.record(lines.get(i).split(",", -1)));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(where + ", line " + (i + 1) + ": " + e.getMessage(), e);
      }
    }
    return new History(records);
  }

  /**
   * Which columns there are.
   *
   * @param holdout whether each score has a twin
   * @param rate whether there is a learning rate
   * @param merging whether the period of averaging was chosen by itself
   */
  private record Columns(List<String> metrics, boolean holdout, boolean rate, boolean merging) {
    static Columns of(History history) {
      if (history.records().isEmpty()) {
        return new Columns(List.of(), false, false, false);
      }
      EpochRecord first = history.records().get(0);
      return new Columns(
          List.copyOf(first.training().metrics().keySet()),
          first.holdout() != null,
          first.scheduled(),
          first.merging() != null);
    }

    /** What a header tells, if it is one. */
    static Columns of(String header) {
      boolean holdout = header.startsWith(FIRST + "," + HOLDOUT + "loss,");
      boolean merging = header.endsWith(MERGING + LAST);
      boolean rate = header.endsWith(RATE + (merging ? MERGING : "") + LAST);
      int facts = facts(rate, merging);
      int step = holdout ? 2 : 1;
      String[] names = header.split(",", -1);
      List<String> metrics = new ArrayList<>();
      for (int i = 1 + step; i < names.length - facts; i += step) {
        metrics.add(names[i]);
      }
      return new Columns(metrics, holdout, rate, merging);
    }

    /** How many columns stand behind the scores. */
    private static int facts(boolean rate, boolean merging) {
      return (rate ? 1 : 0) + (merging ? 2 : 0) + 4;
    }

    String header() {
      StringBuilder header = new StringBuilder(FIRST);
      if (holdout) {
        header.append(',').append(HOLDOUT).append("loss");
      }
      for (String metric : metrics) {
        header.append(',').append(metric);
        if (holdout) {
          header.append(',').append(HOLDOUT).append(metric);
        }
      }
      header.append(rate ? RATE : "").append(merging ? MERGING : "");
      return header.append(LAST).toString();
    }

    String line(EpochRecord record) {
      StringBuilder text = new StringBuilder().append(record.epoch());
      append(text, record, Scores::loss);
      for (String metric : metrics) {
        append(text, record, scores -> scores.get(metric));
      }
      if (rate) {
        text.append(',').append(record.learningRate());
      }
      if (merging) {
        text.append(',').append(record.merging().every());
        text.append(',').append(record.merging().share());
      }
      text.append(',').append(record.cost().rowEvaluations());
      text.append(',').append(record.cost().passes());
      text.append(',').append(record.seconds());
      return text.append(',').append(record.samplesPerSecond()).append('\n').toString();
    }

    EpochRecord record(String[] fields) {
      int step = holdout ? 2 : 1;
      int scores = 1 + step * (1 + metrics.size());
      int expected = scores + facts(rate, merging);
      if (fields.length != expected) {
        throw new IllegalArgumentException(
            "expected " + expected + " values, found " + fields.length);
      }
      return new EpochRecord(
          Integer.parseInt(fields[0]),
          scores(fields, 1, step),
          holdout ? scores(fields, 2, step) : null,
          Double.parseDouble(fields[expected - 2]),
          Double.parseDouble(fields[expected - 1]),
          rate ? Double.parseDouble(fields[scores]) : Double.NaN,
          null,
          new Cost(Double.parseDouble(fields[expected - 4]), Long.parseLong(fields[expected - 3])),
          merging ? merging(fields, expected - 6) : null);
    }

    private static Merging merging(String[] fields, int at) {
      return new Merging(Long.parseLong(fields[at]), Double.parseDouble(fields[at + 1]), false);
    }

    private Scores scores(String[] fields, int first, int step) {
      Map<String, Double> values = new LinkedHashMap<>();
      for (int i = 0; i < metrics.size(); i++) {
        values.put(metrics.get(i), Double.valueOf(fields[first + (i + 1) * step]));
      }
      return new Scores(Double.parseDouble(fields[first]), values, 0);
    }
  }
}
