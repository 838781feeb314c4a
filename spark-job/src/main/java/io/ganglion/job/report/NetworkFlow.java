package io.ganglion.job.report;

import io.ganglion.job.report.ReportData.LayerFacts;
import io.ganglion.network.LayerInfo;
import java.util.List;

/** The network as boxes in the order of the layers, those inside a combinator within its box. */
record NetworkFlow(int inputs, List<LayerFacts> layers) implements Content {
  @Override
  public void render(Html html) {
    html.open("ol", "class", "flow");
    renderBox(html, "input", inputs, "columns");
    html.close("li");
    int depth = 1;
    for (int i = 0; i < layers.size(); i++) {
      LayerInfo info = layers.get(i).info();
      for (; depth > info.depth(); depth--) {
        html.close("ol").close("li");
      }
      renderBox(html, info.name(), info.output().features(), layers.get(i).detail());
      boolean holdsNext = i + 1 < layers.size() && layers.get(i + 1).info().depth() > info.depth();
      if (holdsNext) {
        html.open("ol", "class", "flow");
        depth++;
      } else {
        html.close("li");
      }
    }
    for (; depth > 1; depth--) {
      html.close("ol").close("li");
    }
    html.close("ol");
  }

  private static void renderBox(Html html, String name, int units, String detail) {
    html.open("li").element("bdi", name, "class", "name").text(" ");
    html.element("span", (Numbers.count(units) + " " + detail).strip()).text(" ");
  }
}
