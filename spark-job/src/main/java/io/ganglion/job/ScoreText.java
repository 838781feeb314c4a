package io.ganglion.job;

import io.ganglion.data.Schema;
import io.ganglion.data.Units;
import io.ganglion.train.Scores;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Scores as a line, as a list with tables, and as JSON. */
final class ScoreText {
  /** The most classes whose table still fits a screen. */
  private static final int CLASSES = 20;

  private static final int NAME = 16;

  private ScoreText() {}

  /** The numbers in a line. */
  static String line(Scores scores, Units units) {
    StringBuilder text = new StringBuilder("loss " + Numbers.brief(scores.loss()));
    scores
        .metrics()
        .forEach(
            (name, value) ->
                text.append("  ")
                    .append(scores.title(name))
                    .append(' ')
                    .append(Numbers.brief(value)));
    return text.append("  (")
        .append(Numbers.count(scores.rows()))
        .append(' ')
        .append(units.targets())
        .append(')')
        .toString();
  }

  /** One flat object: loss, rows, and each metric by its name; a table is a list of rows. */
  static Map<String, Object> flat(Scores scores) {
    Map<String, Object> flat = new LinkedHashMap<>();
    flat.put("loss", scores.loss());
    flat.put("rows", scores.rows());
    flat.putAll(scores.metrics());
    scores
        .tables()
        .forEach(
            (name, rows) ->
                flat.put(
                    name,
                    rows.stream()
                        .map(row -> row.stream().map(ScoreText::plain).toList())
                        .toList()));
    return flat;
  }

  /** A whole number without a fraction: without weights a table counts rows. */
  private static Object plain(double value) {
    return value == Math.rint(value) ? (Object) (long) value : (Object) value;
  }

  /**
   * A line for each number, then the tables.
   *
   * @param schema of the data
   */
  static void print(PrintStream out, Scores scores, Schema schema) {
    List<String> classes = schema.label().classes();
    out.printf("%-24s %s%n", schema.units().targets(), Numbers.count(scores.rows()));
    out.printf("%-24s %s%n", "loss", Numbers.brief(scores.loss()));
    scores
        .metrics()
        .forEach(
            (name, value) -> out.printf("%-24s %s%n", scores.title(name), Numbers.brief(value)));
    scores.tables().forEach((name, rows) -> table(out, name, rows, classes));
  }

  private static void table(
      PrintStream out, String name, List<List<Double>> rows, List<String> classes) {
    if (rows.size() > CLASSES) {
      out.printf("%-24s %d × %d, too large to show: see --json%n", name, rows.size(), rows.size());
      return;
    }
    List<List<String>> lines = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of(""));
    IntStream.range(0, rows.size()).forEach(c -> head.add(title(classes, c)));
    lines.add(head);
    for (int r = 0; r < rows.size(); r++) {
      List<String> line = new ArrayList<>(List.of(title(classes, r)));
      rows.get(r).forEach(value -> line.add(cell(value)));
      lines.add(line);
    }
    out.println();
    out.println(name + ": true class down, predicted class across");
    aligned(lines).forEach(out::println);
  }

  private static String title(List<String> classes, int c) {
    String name = c < classes.size() ? classes.get(c) : String.valueOf(c);
    int end = name.offsetByCodePoints(0, Math.min(NAME, name.codePointCount(0, name.length())));
    return end == name.length() ? name : name.substring(0, end) + "…";
  }

  private static String cell(double value) {
    return value == Math.rint(value) ? Numbers.count((long) value) : Numbers.brief(value);
  }

  /** The first column to the left, the others to the right. */
  private static List<String> aligned(List<List<String>> lines) {
    int[] widths =
        IntStream.range(0, lines.get(0).size())
            .map(c -> lines.stream().mapToInt(line -> line.get(c).length()).max().orElse(0))
            .toArray();
    return lines.stream()
        .map(
            line -> {
              StringBuilder text = new StringBuilder();
              for (int c = 0; c < widths.length; c++) {
                String gap = " ".repeat(widths[c] - line.get(c).length());
                text.append(c == 0 ? line.get(c) + gap : "  " + gap + line.get(c));
              }
              return text.toString();
            })
        .toList();
  }
}
