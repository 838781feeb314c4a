package io.ganglion.job.report;

import io.ganglion.data.Units;
import io.ganglion.train.ColumnImportance;
import io.ganglion.train.ImportanceWork;
import io.ganglion.train.PermutationImportance;
import java.util.Comparator;
import java.util.List;

/** What each column means to the model, the most important first. */
record ImportanceSection(Findings findings, String loss, Units units) implements Section {
  private static final int SHOWN = 30;

  @Override
  public String title() {
    return "What the columns mean";
  }

  @Override
  public boolean present() {
    return !findings.importance().columns().isEmpty();
  }

  @Override
  public void render(Html html) {
    PermutationImportance importance = findings.importance();
    html.element("p", explanation(importance), "class", "note");
    PixelPicture.of(importance.columns()).ifPresent(html::content);
    List<ColumnImportance> sorted =
        importance.columns().stream()
            .sorted(Comparator.comparingDouble(ColumnImportance::increase).reversed())
            .toList();
    int shown = Math.min(SHOWN, sorted.size());
    double most = Math.max(sorted.get(0).increase(), Double.MIN_NORMAL);
    html.content(table(sorted.subList(0, shown), most));
    if (shown < sorted.size()) {
      html.open("details");
      html.element("summary", "Other columns (" + Numbers.count(sorted.size() - shown) + ")");
      html.content(table(sorted.subList(shown, sorted.size()), most)).close("details");
    }
  }

  private static Table table(List<ColumnImportance> columns, double most) {
    Table table = Table.of("Column", "#Loss grows by", "");
    for (ColumnImportance column : columns) {
      double share = Math.max(0, column.increase()) / most;
      table.row(
          Content.name(column.column()),
          Content.text(Numbers.figure(column.increase())),
          new RangeBar(0, share, Double.NaN));
    }
    return table;
  }

  private String explanation(PermutationImportance importance) {
    ImportanceWork work = importance.work();
    int columns = importance.columns().size();
    String times = work.repeats() == 1 ? "once" : work.repeats() + " times";
    return ("By how much the loss (%s, %s on these %s) grows when the values of a column change"
            + " places among %s %s %s: %s %s, in %s evaluations of a budget of"
            + " %s. Columns that say the same can stand in for each other, and then each seems to"
            + " mean little.")
        .formatted(
            loss,
            Numbers.figure(importance.loss()),
            units.examples(),
            Numbers.count(work.rows()),
            findings.permuted(),
            units.examples(),
            columns == 1 ? "the column" : "each of " + Numbers.count(columns) + " columns",
            times,
            Numbers.count(work.evaluations()),
            Numbers.count(work.budget()));
  }
}
