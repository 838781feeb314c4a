package io.ganglion.job.report;

import io.ganglion.data.Schema;
import io.ganglion.data.SequenceWindows;
import io.ganglion.job.report.LineChart.Curve;
import io.ganglion.spark.scoring.Forecasts;
import io.ganglion.spark.scoring.Forecasts.Errors;
import io.ganglion.spark.scoring.Forecasts.Point;
import java.util.List;

/** Forecasts and what came true, over time, and how far the last value seen would have been off. */
record ForecastSection(Findings findings, Schema schema) implements Section {
  @Override
  public String title() {
    return "Forecast against truth";
  }

  @Override
  public boolean present() {
    return findings.forecasts() != null && findings.forecasts().windows() > 0;
  }

  @Override
  public void render(Html html) {
    Forecasts forecasts = findings.forecasts();
    html.element(
        "p",
        "%s %s windows, in the units of the data. The naive forecast repeats the last value that a"
                .formatted(Numbers.count(forecasts.windows()), findings.assessed())
            + " window shows.",
        "class",
        "note");
    html.content(errors(forecasts.errors()));
    html.open("div", "class", "charts").content(chart(forecasts)).close("div");
    html.open("p", "class", "note").text(shown(forecasts));
    if (forecasts.by() != null) {
      html.text(" They are those of the first of %s series: ".formatted(series(forecasts)));
      html.content(Content.name(forecasts.by())).text(" ");
      html.content(Content.name(forecasts.shown())).text(".");
    }
    html.close("p");
  }

  private static String series(Forecasts forecasts) {
    return Numbers.count(forecasts.series());
  }

  private static Table errors(List<Errors> errors) {
    Table table =
        Table.of(
            "Steps ahead", "#RMSE", "#Naive RMSE", "#MAE", "#Naive MAE", "#RMSE against naive");
    for (Errors error : errors) {
      table.row(
          Content.text(Numbers.count(error.horizon())),
          Content.text(Numbers.figure(error.rmse())),
          Content.text(Numbers.figure(error.lastRmse())),
          Content.text(Numbers.figure(error.mae())),
          Content.text(Numbers.figure(error.lastMae())),
          Content.text(Numbers.percent(error.rmse() / error.lastRmse())));
    }
    return table;
  }

  private LineChart chart(Forecasts forecasts) {
    List<Point> points = forecasts.points();
    List<Curve> curves =
        List.of(
            new Curve("truth", "training", points.stream().map(Point::truth).toList()),
            new Curve("forecast", "holdout", points.stream().map(Point::forecast).toList()));
    Along times = Along.times(points.stream().map(Point::time).toList());
    SequenceWindows form = (SequenceWindows) schema.sequences().form();
    String label = form.label(schema.label().names());
    return new LineChart(label, "", times, curves, -1, LineChart.scale(curves));
  }

  private static String shown(Forecasts forecasts) {
    int ahead = forecasts.errors().get(0).horizon();
    int points = forecasts.points().size();
    return "The chart shows %s%s times with what was forecast %s %s before."
        .formatted(
            points < forecasts.windows() ? "the last " : "all ",
            Numbers.count(points),
            Numbers.count(ahead),
            ahead == 1 ? "step" : "steps");
  }
}
