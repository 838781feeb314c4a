package io.ganglion.job.report;

import io.ganglion.data.LabelColumn;
import io.ganglion.data.TargetScaling;
import io.ganglion.job.report.ReportData.DataFacts;
import io.ganglion.job.report.ReportData.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The rows that were used, and the label. */
record DataSection(DataFacts data) implements Section {
  @Override
  public String title() {
    return "Data";
  }

  @Override
  public void render(Html html) {
    renderSplits(html);
    renderLabel(html);
  }

  private void renderSplits(Html html) {
    Table table = Table.of("Used for", "Source", "#" + title(data.schema().units().examples()));
    for (Split split : data.splits()) {
      table.row(
          Content.text(split.use()),
          Content.name(split.source()),
          Content.text(Numbers.count(split.rows())));
    }
    html.content(table);
  }

  private static String title(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  private void renderLabel(Html html) {
    LabelColumn label = data.schema().label();
    html.open("h3").text("Label: ").content(Content.name(label.title())).close("h3");
    TargetScaling scaling = label.scaling();
    if (!label.classes().isEmpty()) {
      html.content(new Folded("All classes", label.classes().size(), classes(label.classes())));
    } else if (scaling.none()) {
      html.element("p", "Used as it is.", "class", "note");
    } else {
      html.element("p", "Standardised for training: " + moments(scaling) + ".", "class", "note");
    }
  }

  private String moments(TargetScaling scaling) {
    List<String> names = data.schema().label().names();
    List<String> moments = new ArrayList<>();
    for (int i = 0; i < scaling.means().size(); i++) {
      moments.add(
          "%smean %s, standard deviation %s"
              .formatted(
                  names.size() > 1 ? names.get(i) + " " : "",
                  Numbers.figure(scaling.means().get(i)),
                  Numbers.figure(scaling.deviations().get(i))));
    }
    return String.join("; ", moments);
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
    Table table = Table.of("Class", "#Training " + data.schema().units().targets(), "#Share", "");
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
}
