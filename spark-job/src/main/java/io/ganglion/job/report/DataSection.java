package io.ganglion.job.report;

import io.ganglion.data.LabelColumn;
import io.ganglion.data.NumericColumn;
import io.ganglion.data.TargetScaling;
import io.ganglion.job.report.ReportData.DataFacts;
import io.ganglion.job.report.ReportData.Split;
import java.util.List;

/** The rows that were used, the label, and the columns as the training split showed them. */
record DataSection(DataFacts data) implements Section {
  @Override
  public String title() {
    return "Data";
  }

  @Override
  public void render(Html html) {
    renderSplits(html);
    renderLabel(html);
    html.element("h3", "Columns");
    html.element("p", columnFacts(data.schema().numbers()), "class", "note");
    html.content(new Folded("All columns", data.schema().features().size(), columns()));
  }

  private void renderSplits(Html html) {
    Table table = Table.of("Used for", "Source", "#Rows");
    for (Split split : data.splits()) {
      table.row(
          Content.text(split.use()),
          Content.name(split.source()),
          Content.text(Numbers.count(split.rows())));
    }
    html.content(table);
  }

  private void renderLabel(Html html) {
    LabelColumn label = data.schema().label();
    html.open("h3").text("Label: ").content(Content.name(label.title())).close("h3");
    TargetScaling scaling = label.scaling();
    if (!label.classes().isEmpty()) {
      html.content(new Folded("All classes", label.classes().size(), classes(label.classes())));
    } else if (scaling.none()) {
      html.element("p", "A number, used as it is.", "class", "note");
    } else {
      String moments =
          "mean %s, standard deviation %s"
              .formatted(
                  Numbers.figure(scaling.means().get(0)),
                  Numbers.figure(scaling.deviations().get(0)));
      html.element("p", "A number, standardised for training: " + moments + ".", "class", "note");
    }
  }

  private Table classes(List<String> classes) {
    List<Long> counts = data.classCounts();
    if (counts.isEmpty()) {
      Table table = Table.of("Class");
      classes.forEach(name -> table.row(Content.name(name)));
      return table;
    }
    long most = Math.max(1, counts.stream().mapToLong(Long::longValue).max().orElse(1));
    long all = Math.max(1, counts.stream().mapToLong(Long::longValue).sum());
    Table table = Table.of("Class", "#Training rows", "#Share", "");
    for (int i = 0; i < classes.size(); i++) {
      long count = counts.get(i);
      table.row(
          Content.name(classes.get(i)),
          Content.text(Numbers.count(count)),
          Content.text(Numbers.percent(count, all)),
          new RangeBar(0, (double) count / most, Double.NaN));
    }
    return table;
  }

  private Table columns() {
    Table table =
        Table.of("Column", "#Mean", "#Deviation", "#Smallest", "#Largest", "#Missing", "Spread");
    for (NumericColumn column : data.schema().numbers()) {
      table.row(
          Content.name(column.name()),
          Content.text(Numbers.figure(column.mean())),
          Content.text(Numbers.figure(Math.sqrt(column.variance()))),
          Content.text(Numbers.figure(column.minimum())),
          Content.text(Numbers.figure(column.maximum())),
          Content.text(Numbers.count(column.missing())),
          RangeBar.of(column));
    }
    return table;
  }

  private static String columnFacts(List<NumericColumn> columns) {
    long constant = columns.stream().filter(column -> column.variance() == 0).count();
    long incomplete = columns.stream().filter(NumericColumn::flagged).count();
    return "%s numeric columns over the training rows; %s without variance, %s with missing values."
        .formatted(
            Numbers.count(columns.size()),
            constant == 0 ? "none" : Numbers.count(constant),
            incomplete == 0 ? "none" : Numbers.count(incomplete));
  }
}
