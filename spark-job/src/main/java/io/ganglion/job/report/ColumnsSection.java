package io.ganglion.job.report;

import io.ganglion.data.CategoricalColumn;
import io.ganglion.data.NumericColumn;
import io.ganglion.data.VectorColumn;
import io.ganglion.job.report.ReportData.DataFacts;
import io.ganglion.spark.facts.ColumnFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The columns as the training rows, or the steps of the training sequences, showed them. */
record ColumnsSection(DataFacts data) implements Section {
  /** From that skewness on a few large values are most of what the network sees. */
  private static final double SKEWED = 3;

  private static final int NAMED = 3;
  private static final long RARE = 10;

  @Override
  public String title() {
    return "Columns";
  }

  @Override
  public boolean present() {
    return !data.columns().isEmpty();
  }

  @Override
  public void render(Html html) {
    List<ColumnFacts> numbers = of(NumericColumn.class);
    List<ColumnFacts> categories = of(CategoricalColumn.class);
    List<ColumnFacts> vectors = of(VectorColumn.class);
    if (!numbers.isEmpty()) {
      html.element("h3", "Numbers").element("p", summary(numbers), "class", "note");
      html.content(new Folded("All columns", numbers.size(), numbers(numbers)));
    }
    if (!categories.isEmpty()) {
      html.element("h3", "Categories");
      String rare =
          "A category is rare that comes up in less than " + RARE + " training " + steps() + ".";
      html.element("p", rare, "class", "note");
      html.content(new Folded("All columns", categories.size(), categories(categories)));
    }
    if (!vectors.isEmpty()) {
      html.element("h3", "Vectors").content(vectors(vectors));
    }
  }

  private List<ColumnFacts> of(Class<?> kind) {
    return data.columns().stream().filter(facts -> kind.isInstance(facts.column())).toList();
  }

  private String summary(List<ColumnFacts> numbers) {
    long constant = numbers.stream().filter(facts -> number(facts).variance() == 0).count();
    long incomplete = numbers.stream().filter(facts -> number(facts).flagged()).count();
    long skewed = numbers.stream().filter(facts -> Math.abs(facts.skewness()) > SKEWED).count();
    String text =
        "%s over the training %s; %s without variance, %s with missing values."
            .formatted(
                numbers.size() == 1
                    ? "The numeric column"
                    : Numbers.count(numbers.size()) + " numeric columns",
                steps(),
                some(constant),
                some(incomplete));
    if (skewed > 0) {
      text +=
          " %s with a skewness beyond %s: where the values span several powers of ten, their"
                  .formatted(Numbers.count(skewed), Numbers.figure(SKEWED))
              + " logarithm is easier to learn from.";
    }
    return text;
  }

  private String steps() {
    return data.schema().units().steps();
  }

  private static String some(long count) {
    return count == 0 ? "none" : Numbers.count(count);
  }

  private static NumericColumn number(ColumnFacts facts) {
    return (NumericColumn) facts.column();
  }

  private Table numbers(List<ColumnFacts> numbers) {
    Table table =
        Table.of(
            "Column",
            "#Mean",
            "#Deviation",
            "#Smallest",
            "#Largest",
            "#Skewness",
            "#Missing",
            "Spread");
    for (ColumnFacts facts : numbers) {
      NumericColumn column = number(facts);
      table.row(
          Content.name(column.name()),
          Content.text(Numbers.figure(column.mean())),
          Content.text(Numbers.figure(Math.sqrt(column.variance()))),
          Content.text(Numbers.figure(column.minimum())),
          Content.text(Numbers.figure(column.maximum())),
          skewness(facts),
          Content.text(missing(column.missing())),
          column.variance() == 0 ? Content.text("constant") : RangeBar.of(column));
    }
    return table;
  }

  private static Content skewness(ColumnFacts facts) {
    if (!Double.isFinite(facts.skewness())) {
      return Content.text("");
    }
    String text = Numbers.brief(facts.skewness());
    boolean skewed = Math.abs(facts.skewness()) > SKEWED;
    return html -> html.element(skewed ? "strong" : "span", text);
  }

  private String missing(long count) {
    return count == 0
        ? "0"
        : Numbers.count(count) + " (" + Numbers.percent(count, data.steps()) + ")";
  }

  private Table categories(List<ColumnFacts> categories) {
    Table table = Table.of("Column", "#Categories", "#Rare", "#Missing", "Most frequent");
    for (ColumnFacts facts : categories) {
      CategoricalColumn column = (CategoricalColumn) facts.column();
      long rare = facts.counts().stream().filter(count -> count < RARE).count();
      table.row(
          Content.name(column.name()),
          Content.text(Numbers.count(column.values().size())),
          Content.text(Numbers.count(rare)),
          Content.text(missing(column.missing())),
          html -> renderFrequent(html, column, facts.counts()));
    }
    return table;
  }

  private void renderFrequent(Html html, CategoricalColumn column, List<Long> counts) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, counts.size()).boxed().toList());
    order.sort((a, b) -> Long.compare(counts.get(b), counts.get(a)));
    for (int i = 0; i < Math.min(NAMED, order.size()); i++) {
      int value = order.get(i);
      html.text(i == 0 ? "" : ", ").content(Content.name(column.values().get(value)));
      html.text(" ").element("small", Numbers.percent(counts.get(value), data.steps()));
    }
  }

  private static Table vectors(List<ColumnFacts> vectors) {
    Table table = Table.of("Column", "#Size", "Kept as");
    for (ColumnFacts facts : vectors) {
      VectorColumn column = (VectorColumn) facts.column();
      table.row(
          Content.name(column.name()),
          Content.text(Numbers.count(column.size())),
          Content.text(column.sparse() ? "sparse rows" : "as many numeric columns"));
    }
    return table;
  }
}
