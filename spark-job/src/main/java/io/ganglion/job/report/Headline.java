package io.ganglion.job.report;

import io.ganglion.job.report.ReportData.TrainingFacts;
import io.ganglion.train.Scores;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The top of the page: which run this is, and the figures that matter. */
record Headline(ReportData data) implements Content {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  @Override
  public void render(Html html) {
    html.open("header").element("p", "Training report", "class", "eyebrow");
    html.open("h1").element("bdi", data.name()).close("h1");
    html.open("p", "class", "facts");
    String iso = data.started().truncatedTo(ChronoUnit.SECONDS).toString();
    html.element("time", TIME.format(data.started()), "datetime", iso);
    fact(html, "took " + Numbers.duration(data.duration()));
    data.versions().forEach((library, version) -> fact(html, library + " " + version));
    html.close("p").open("dl", "class", "figures");
    renderEpoch(html);
    Map<String, Scores> splits = splits();
    for (String measure : measures(splits)) {
      renderMeasure(html, measure, splits);
    }
    html.close("dl").element("p", data.training().stopped(), "class", "stopped").close("header");
  }

  private static void fact(Html html, String text) {
    html.text(" ").element("span", text);
  }

  private void renderEpoch(Html html) {
    TrainingFacts training = data.training();
    html.open("div").element("dt", "Epoch kept").open("dd");
    html.element("b", Numbers.count(training.bestEpoch())).close("dd");
    html.element("dd", "of " + Numbers.count(training.epochs().size()), "class", "others");
    html.close("div");
  }

  /** The splits that were scored, the one that says most about new data first. */
  private Map<String, Scores> splits() {
    Map<String, Scores> splits = new LinkedHashMap<>();
    splits.put("test", data.training().test());
    splits.put("held-out", data.training().holdout());
    splits.put("training", data.training().train());
    splits.values().removeIf(scores -> scores == null);
    return splits;
  }

  private static List<String> measures(Map<String, Scores> splits) {
    List<String> measures = new ArrayList<>();
    for (Scores scores : splits.values()) {
      measures.add("loss");
      measures.addAll(scores.metrics().keySet());
    }
    return measures.stream().distinct().toList();
  }

  private void renderMeasure(Html html, String measure, Map<String, Scores> splits) {
    html.open("div").open("dt");
    if (measure.equals("loss")) {
      html.text("Loss ").element("small", data.training().loss());
    } else {
      html.element("bdi", measure);
    }
    html.close("dt");
    boolean first = true;
    for (Map.Entry<String, Scores> split : splits.entrySet()) {
      String figure = Numbers.figure(split.getValue().get(measure));
      if (first) {
        html.open("dd").element("b", figure).text(" ").element("span", split.getKey()).close("dd");
      } else {
        html.open("dd", "class", "others").text(split.getKey() + " ").element("b", figure);
        html.close("dd");
      }
      first = false;
    }
    html.close("div");
  }
}
