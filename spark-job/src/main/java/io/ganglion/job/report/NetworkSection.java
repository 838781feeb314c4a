package io.ganglion.job.report;

import io.ganglion.data.Schema;
import io.ganglion.job.report.ReportData.LayerFacts;
import io.ganglion.network.LayerInfo;
import java.util.List;
import java.util.function.ToLongFunction;

/** The picture of the network and its table of layers. */
record NetworkSection(List<LayerFacts> layers, Schema schema) implements Section {
  @Override
  public String title() {
    return "Network";
  }

  @Override
  public void render(Html html) {
    html.content(picture());
    Table table = Table.of("Layer", "#Output", "#Trained", "#Fixed");
    for (LayerFacts layer : layers) {
      LayerInfo info = layer.info();
      table.row(
          name(layer),
          Content.text(info.output().toString()),
          Content.text(Numbers.count(info.trainable())),
          Content.text(Numbers.count(info.fixed())));
    }
    table.total(
        Content.text("Parameters"),
        Content.text(""),
        Content.text(Numbers.count(sum(LayerInfo::trainable))),
        Content.text(Numbers.count(sum(LayerInfo::fixed))));
    html.content(table);
  }

  private Content picture() {
    if (!Stage.inLine(layers)) {
      return new NetworkFlow(Stage.inputs(schema), layers);
    }
    List<Stage> stages = Stage.of(layers, schema);
    return stages.size() <= NetworkPicture.MOST_STAGES
        ? new NetworkPicture(stages)
        : new NetworkFlow(Stage.inputs(schema), layers);
  }

  private static Content name(LayerFacts layer) {
    String indent = "margin-left:" + 1.4 * (layer.info().depth() - 1) + "em";
    return html -> {
      html.open("div", "class", "layer", "style", indent);
      html.content(Content.name(layer.info().name())).text(" ");
      html.element("small", (layer.info().kind() + " " + layer.detail()).strip()).close("div");
    };
  }

  /** The sum over the network's own layers, which count those inside them. */
  private long sum(ToLongFunction<LayerInfo> count) {
    return layers.stream()
        .map(LayerFacts::info)
        .filter(info -> info.depth() == 1)
        .mapToLong(count)
        .sum();
  }
}
