package io.ganglion.job.report;

import io.ganglion.train.Confusion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The pairs of classes that are confused most. */
record ConfusedPairs(Confusion confusion, List<String> names) implements Content {
  private static final int SHOWN = 10;

  private record Pair(int truth, int answer, double weight) {}

  @Override
  public void render(Html html) {
    List<Pair> pairs = new ArrayList<>();
    for (int truth = 0; truth < names.size(); truth++) {
      for (int answer = 0; answer < names.size(); answer++) {
        double weight = confusion.cell(truth, answer);
        if (truth != answer && weight > 0) {
          pairs.add(new Pair(truth, answer, weight));
        }
      }
    }
    if (pairs.isEmpty()) {
      html.element("p", "No class was taken for another.", "class", "note");
      return;
    }
    pairs.sort(Comparator.comparingDouble(Pair::weight).reversed());
    html.element("h3", "Most confused");
    Table table = Table.of("True class", "Taken for", "#Count", "#Of the class");
    for (Pair pair : pairs.subList(0, Math.min(SHOWN, pairs.size()))) {
      table.row(
          Content.name(names.get(pair.truth())),
          Content.name(names.get(pair.answer())),
          Content.text(Numbers.figure(pair.weight())),
          Content.text(Numbers.percent(pair.weight() / confusion.row(pair.truth()))));
    }
    html.content(table);
  }
}
