package io.ganglion.job.report;

import io.ganglion.data.Schema;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What the network makes of examples before it answers: a picture of a hidden layer's outputs. */
record EmbeddingSection(Findings findings, Schema schema) implements Section {
  @Override
  public String title() {
    return "Embeddings";
  }

  @Override
  public boolean present() {
    return findings.embedding() != null && !findings.embedding().points().isEmpty();
  }

  @Override
  public void render(Html html) {
    Embedding embedding = findings.embedding();
    PointColours colours = PointColours.of(embedding);
    html.open("p", "class", "note");
    html.text(
        "%s %s %s by the %s of "
            .formatted(
                Numbers.count(embedding.points().size()),
                findings.assessed(),
                schema.units().targets(),
                embedding.width() == 1 ? "output" : Numbers.count(embedding.width()) + " outputs"));
    html.content(Content.name(embedding.layer()));
    html.text(
        ", on the plane on which they spread most (principal components). It shows %s of all"
                .formatted(Numbers.percent(embedding.across() + embedding.up()))
            + " variance.");
    html.close("p");
    html.open("figure", "class", "chart embedding").open("figcaption");
    html.open("h3").text("Colours: ").content(Content.name(schema.label().title())).close("h3");
    renderLegend(html, colours);
    html.close("figcaption");
    Scale x = scale(embedding.points(), Embedding.Point::across);
    Scale y = scale(embedding.points(), Embedding.Point::up);
    String below = "across: %s of the variance; up: %s";
    below = below.formatted(Numbers.percent(embedding.across()), Numbers.percent(embedding.up()));
    html.content(new Plot(x, y, below, field -> renderField(field, x, y, colours)));
    html.close("figure");
  }

  private static Scale scale(
      List<Embedding.Point> points, ToDoubleFunction<Embedding.Point> coordinate) {
    DoubleSummaryStatistics values = points.stream().mapToDouble(coordinate).summaryStatistics();
    return Scale.linear(values.getMin(), values.getMax());
  }

  private void renderLegend(Html html, PointColours colours) {
    Map<PointColours.Key, Long> counts = new HashMap<>();
    for (Embedding.Point point : findings.embedding().points()) {
      counts.merge(colours.of(point.label()), 1L, Long::sum);
    }
    html.open("p", "class", "legend");
    for (PointColours.Key key : colours.keys()) {
      html.open("span", "class", "key spot " + key.style()).element("bdi", key.name()).text(" ");
      html.element("b", Numbers.count(counts.get(key))).close("span").text(" ");
    }
    html.close("p");
  }

  private void renderField(Html html, Scale x, Scale y, PointColours colours) {
    List<Embedding.Point> points = findings.embedding().points();
    Plot.open(html, "lines", "Embeddings: " + Numbers.count(points.size()) + " points", y);
    for (Embedding.Point point : points) {
      html.open(
          "path",
          "class",
          "cloud " + colours.of(point.label()).style(),
          "d",
          // A line without a length shows as its ends.
          "M" + Plot.right(x, point.across()) + " " + Plot.down(y, point.up()) + "h0");
      html.element("title", point.name() + label(point));
      html.close("path");
    }
    html.close("svg");
  }

  private String label(Embedding.Point point) {
    if (Double.isNaN(point.label())) {
      return "";
    }
    List<String> classes = findings.embedding().classes();
    boolean numbers = classes.isEmpty();
    String between = point.name().isEmpty() ? "" : ": ";
    return between + (numbers ? Numbers.figure(point.label()) : classes.get((int) point.label()));
  }
}
