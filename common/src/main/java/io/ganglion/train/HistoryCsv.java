package io.ganglion.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * A history as comma-separated values, a line an epoch: {@code epoch, loss, holdout_loss}, then
 * each metric and its {@code holdout_} twin, {@code seconds, samples_per_second}. The twins are
 * absent without a held-out split. Every number reads back to the same bits.
 */
public final class HistoryCsv {
  private static final String HOLDOUT = "holdout_";
  private static final String FIRST = "epoch,loss";
  private static final String LAST = "seconds,samples_per_second";

  private HistoryCsv() {}

  /** Writes the header and a line an epoch, each with a line end. */
  public static String write(History history) {
    List<String> metrics = List.of();
    boolean holdout = false;
    if (!history.records().isEmpty()) {
      EpochRecord first = history.records().get(0);
      metrics = List.copyOf(first.training().metrics().keySet());
      holdout = first.holdout() != null;
    }
    StringBuilder text = new StringBuilder(header(metrics, holdout)).append('\n');
    for (EpochRecord record : history.records()) {
      text.append(record.epoch());
      append(text, record, Scores::loss);
      for (String metric : metrics) {
        append(text, record, scores -> scores.get(metric));
      }
      text.append(',').append(record.seconds());
      text.append(',').append(record.samplesPerSecond()).append('\n');
    }
    return text.toString();
  }

  private static void append(
      StringBuilder text, EpochRecord record, ToDoubleFunction<Scores> score) {
    text.append(',').append(score.applyAsDouble(record.training()));
    if (record.holdout() != null) {
      text.append(',').append(score.applyAsDouble(record.holdout()));
    }
  }

  private static String header(List<String> metrics, boolean holdout) {
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
    return header.append(',').append(LAST).toString();
  }

  /**
   * Reads what {@link #write} wrote. The number of rows behind the scores is not in it: it reads
   * back as 0.
   *
   * @param where the text stands, for messages: the name of a file
   * @throws IllegalArgumentException naming the line that is not as expected
   */
  public static History read(String where, String text) {
    List<String> lines = text.lines().toList();
    String header = lines.isEmpty() ? "" : lines.get(0);
    boolean holdout = header.startsWith(FIRST + "," + HOLDOUT + "loss,");
    List<String> metrics = metrics(header, holdout);
    if (!header.equals(header(metrics, holdout))) {
      throw new IllegalArgumentException(
          "%s, line 1: expected a header such as %s, found %s"
              .formatted(where, header(List.of("mae"), true), header));
    }
    List<EpochRecord> records = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      try {
        records.add(record(lines.get(i).split(",", -1), metrics, holdout));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(where + ", line " + (i + 1) + ": " + e.getMessage(), e);
      }
    }
    return new History(records);
  }

  private static List<String> metrics(String header, boolean holdout) {
    String[] names = header.split(",", -1);
    int step = holdout ? 2 : 1;
    List<String> metrics = new ArrayList<>();
    for (int i = 1 + step; i < names.length - 2; i += step) {
      metrics.add(names[i]);
    }
    return metrics;
  }

  private static EpochRecord record(String[] fields, List<String> metrics, boolean holdout) {
    int step = holdout ? 2 : 1;
    int expected = 1 + step * (1 + metrics.size()) + 2;
    if (fields.length != expected) {
      throw new IllegalArgumentException(
          "expected " + expected + " values, found " + fields.length);
    }
    return new EpochRecord(
        Integer.parseInt(fields[0]),
        scores(fields, metrics, 1, step),
        holdout ? scores(fields, metrics, 2, step) : null,
        Double.parseDouble(fields[expected - 2]),
        Double.parseDouble(fields[expected - 1]));
  }

  private static Scores scores(String[] fields, List<String> metrics, int first, int step) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (int i = 0; i < metrics.size(); i++) {
      values.put(metrics.get(i), Double.valueOf(fields[first + (i + 1) * step]));
    }
    return new Scores(Double.parseDouble(fields[first]), values, 0);
  }
}
