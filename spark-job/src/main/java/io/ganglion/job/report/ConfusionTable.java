package io.ganglion.job.report;

import io.ganglion.train.Confusion;
import java.util.List;

/** Which class was taken for which: rows are the truth, and colours their shares. */
record ConfusionTable(Confusion confusion, List<String> names) implements Content {
  /** The most classes that can be read in a table. */
  static final int MOST = 26;

  /** From here on there is no room for shares beside the counts. */
  private static final int ROOMY = 12;

  /** Up to that many classes there is room for shares on a phone. */
  private static final int FEW = 4;

  private static final int LETTERS = 14;

  @Override
  public void render(Html html) {
    html.open("div", "class", "scroll", "tabindex", "0");
    String style = names.size() > ROOMY ? "heat dense" : names.size() > FEW ? "heat wide" : "heat";
    html.open("table", "class", style).open("thead");
    html.open("tr").open("th", "scope", "col").element("span", "true ↓").text(" ");
    html.element("span", "answered →").close("th");
    for (String name : names) {
      renderName(html, name, "col");
    }
    html.close("tr").close("thead").open("tbody");
    for (int truth = 0; truth < names.size(); truth++) {
      html.open("tr");
      renderName(html, names.get(truth), "row");
      double all = confusion.row(truth);
      for (int answer = 0; answer < names.size(); answer++) {
        renderCell(html, confusion.cell(truth, answer), all, truth == answer);
      }
      html.close("tr");
    }
    html.close("tbody").close("table").close("div");
  }

  private static void renderName(Html html, String name, String scope) {
    String shown = Labels.shortened(name, LETTERS);
    html.open("th", "scope", scope, "title", name).content(Content.name(shown)).close("th");
  }

  private void renderCell(Html html, double weight, double all, boolean right) {
    double share = all > 0 ? weight / all : 0;
    String heat = "--heat:" + Plot.percent(0.62 * Math.sqrt(share));
    html.open("td", "class", right ? "right" : "wrong", "style", heat);
    html.text(weight == 0 ? "·" : Numbers.figure(weight));
    if (weight > 0 && names.size() <= ROOMY) {
      html.text(" ").element("small", Numbers.percent(share));
    }
    html.close("td");
  }
}
