package io.ganglion.job.report;

import io.ganglion.job.report.ReportData.LayerFacts;
import io.ganglion.network.LayerInfo;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The network as boxes in the order of the layers, those inside a combinator within its box. */
record NetworkFlow(int inputs, List<LayerFacts> layers) implements Content {
  @Override
  public void render(Html html) {
    html.open("ol", "class", "flow");
    renderBox(html, "input", inputs, Stage.columns(inputs), OverTime.ofInput(layers));
    html.close("li");
    int depth = 1;
    for (int i = 0; i < layers.size(); i++) {
      LayerInfo info = layers.get(i).info();
      for (; depth > info.depth(); depth--) {
        html.close("ol").close("li");
      }
      OverTime time = OverTime.of(layers, i);
      renderBox(html, info.name(), info.output().features(), layers.get(i).detail(), time);
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

  private static void renderBox(Html html, String name, int units, String detail, OverTime time) {
    html.open("li").element("bdi", name, "class", "name").text(" ");
    String facts =
        Stream.of(Numbers.count(units), detail, time.rows(), time.signs())
            .filter(fact -> !fact.isEmpty())
            .collect(Collectors.joining(" "));
    html.element("span", facts).text(" ");
  }
}
