package io.ganglion.job.report;

import java.util.ArrayList;
import java.util.List;

/** A table that scrolls within itself where the page is too narrow for it. */
final class Table implements Content {
  private final List<Column> columns;
  private final List<List<Content>> rows = new ArrayList<>();
  private List<Content> total = List.of();

  private record Column(String title, String style) {}

  private Table(List<Column> columns) {
    this.columns = columns;
  }

  /** A table whose columns are titled; a title that begins with {@code #} heads numbers. */
  static Table of(String... titles) {
    List<Column> columns = new ArrayList<>();
    for (String title : titles) {
      boolean number = title.startsWith("#");
      columns.add(new Column(number ? title.substring(1) : title, number ? "number" : "words"));
    }
    return new Table(columns);
  }

  Table row(Content... cells) {
    rows.add(checked(cells));
    return this;
  }

  /** A last row that sums the others up. */
  Table total(Content... cells) {
    total = checked(cells);
    return this;
  }

  @Override
  public void render(Html html) {
    html.open("div", "class", "scroll", "tabindex", "0").open("table");
    html.open("thead").open("tr");
    for (Column column : columns) {
      html.element("th", column.title(), "scope", "col", "class", column.style());
    }
    html.close("tr").close("thead").open("tbody");
    rows.forEach(row -> render(html, row));
    html.close("tbody");
    if (!total.isEmpty()) {
      html.open("tfoot");
      render(html, total);
      html.close("tfoot");
    }
    html.close("table").close("div");
  }

  private void render(Html html, List<Content> row) {
    html.open("tr");
    for (int i = 0; i < row.size(); i++) {
      html.open("td", "class", columns.get(i).style()).content(row.get(i)).close("td");
    }
    html.close("tr");
  }

  private List<Content> checked(Content... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          "expected " + columns.size() + " cells in a row, found " + cells.length);
    }
    return List.of(cells);
  }
}
