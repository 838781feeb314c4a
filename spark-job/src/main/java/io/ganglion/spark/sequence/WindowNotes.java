package io.ganglion.spark.sequence;

import io.ganglion.data.SequenceWindows;
import io.ganglion.spark.table.SourceFailures;
import io.ganglion.spark.table.Table;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** What long series turn out to hold: how many, of how many steps, and the gaps in them. */
final class WindowNotes {
  private static final int SHOWN = 3;

  private WindowNotes() {}

  /** Reads the times and labels of a table once; a sentence each. */
  static List<String> of(Table table, SequenceWindows form, String label) {
    SeriesRows reader = new SeriesRows(table.where(), form, label, List.of());
    Dataset<String> found =
        WindowTable.ordered(table, form, label, List.of())
            .mapPartitions(
                (MapPartitionsFunction<Row, String>)
                    rows -> described(WindowCutter.series(rows, reader)),
                Encoders.STRING());
    List<String> series =
        SourceFailures.explained(table.where(), table.location(), found::collectAsList);
    return sentences(series, form);
  }

  /** For each series: steps, gaps, steps without a label, and how far a step reaches. */
  private static Iterator<String> described(Iterator<Series> all) {
    List<String> found = new ArrayList<>();
    while (all.hasNext()) {
      Series series = all.next();
      SeriesClock clock = SeriesClock.of(series.names);
      int gaps = 0;
      int unlabelled = 0;
      for (int i = 0; i < series.size(); i++) {
        unlabelled += Double.isNaN(series.label(i)) ? 1 : 0;
        gaps += i > 0 && Math.abs(clock.steps(i - 1) - 1.0) > 1e-6 ? 1 : 0;
      }
      String first = series.names.get(0);
      String last = series.names.get(series.size() - 1);
      found.add(
          series.size()
              + "\t"
              + gaps
              + "\t"
              + unlabelled
              + "\t"
              + clock.stepText()
              + "\t"
              + first
              + "\t"
              + last);
    }
    return found.iterator();
  }

  private static List<String> sentences(List<String> series, SequenceWindows form) {
    long steps = 0;
    long gaps = 0;
    long unlabelled = 0;
    TreeSet<String> reach = new TreeSet<>();
    TreeSet<String> span = new TreeSet<>();
    for (String line : series) {
      List<String> fields = List.of(line.split("\t", -1));
      steps += Long.parseLong(fields.get(0));
      gaps += Long.parseLong(fields.get(1));
      unlabelled += Long.parseLong(fields.get(2));
      reach.add(fields.get(3));
      span.add(fields.get(4));
      span.add(fields.get(5));
    }
    if (series.isEmpty()) {
      return List.of();
    }
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "%d %s, %d steps of %s, %s to %s"
            .formatted(
                series.size(),
                "series",
                steps,
                String.join(" or ", reach.stream().limit(SHOWN).toList())
                    + (reach.size() > SHOWN ? " or others" : ""),
                span.first(),
                span.last()));
    if (gaps > 0) {
      sentences.add(gaps + (gaps == 1 ? " gap: " : " gaps: ") + fate(form, "steps are put in"));
    }
    if (unlabelled > 0) {
      sentences.add(
          unlabelled
              + (unlabelled == 1 ? " step" : " steps")
              + " without a label: "
              + fate(form, "the label before stands in, but is never learned"));
    }
    return sentences;
  }

  private static String fate(SequenceWindows form, String filled) {
    return switch (form.gaps()) {
      case SPLIT -> "no window reaches over one";
      case FILL -> filled;
      case IGNORE -> "the steps around it follow each other";
    };
  }
}
