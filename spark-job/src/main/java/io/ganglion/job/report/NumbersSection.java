package io.ganglion.job.report;

import io.ganglion.data.Schema;
import io.ganglion.job.report.Scatter.Line;
import io.ganglion.job.report.Scatter.Point;
import io.ganglion.train.NumberAssessment;
import java.util.ArrayList;
import java.util.List;

/** Predicted numbers against the truth, label by label. */
record NumbersSection(Findings findings, Schema schema) implements Section {
  @Override
  public String title() {
    return "Predictions";
  }

  @Override
  public boolean present() {
    return !findings.assessment().numbers().isEmpty();
  }

  @Override
  public void render(Html html) {
    List<NumberAssessment> numbers = findings.assessment().numbers();
    for (int i = 0; i < numbers.size(); i++) {
      if (numbers.size() > 1) {
        html.open("h3").content(Content.name(schema.label().names().get(i))).close("h3");
      }
      render(html, numbers.get(i), schema.label().names().get(i));
    }
  }

  private void render(Html html, NumberAssessment found, String name) {
    List<Point> predictions = new ArrayList<>();
    List<Point> residuals = new ArrayList<>();
    for (int i = 0; i < found.sampled(); i++) {
      double truth = found.truth(i);
      double prediction = found.prediction(i);
      predictions.add(new Point(truth, prediction));
      residuals.add(new Point(prediction, truth - prediction));
    }
    html.element("p", summary(found), "class", "note");
    html.open("div", "class", "charts three");
    html.content(new Scatter("Predicted against true", "true " + name, predictions, Line.EQUAL));
    html.content(new Scatter("Residuals by prediction", "predicted " + name, residuals, Line.ZERO));
    html.content(new Histogram(found));
    html.close("div");
  }

  private String summary(NumberAssessment found) {
    String text =
        "%s %s %s; residuals (truth less prediction) have the mean %s and the root mean square %s."
            .formatted(
                Numbers.count(found.rows()),
                findings.assessed(),
                schema.units().targets(),
                Numbers.figure(found.meanResidual()),
                Numbers.figure(found.rootMeanSquare()));
    if (found.sampled() < found.rows() - found.lost()) {
      text +=
          " The points are %s %s evenly drawn by position."
              .formatted(Numbers.count(found.sampled()), schema.units().targets());
    }
    if (found.lost() > 0) {
      text +=
          " %s predictions are no finite numbers, and left out."
              .formatted(Numbers.count(found.lost()));
    }
    return text;
  }
}
