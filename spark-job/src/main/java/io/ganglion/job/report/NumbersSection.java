package io.ganglion.job.report;

import io.ganglion.data.LabelColumn;
import io.ganglion.train.NumberAssessment;
import java.util.List;
import java.util.stream.IntStream;

/** Predicted numbers against the truth, label by label. */
record NumbersSection(Findings findings, LabelColumn label) implements Section {
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
        html.open("h3").content(Content.name(label.names().get(i))).close("h3");
      }
      render(html, numbers.get(i), label.names().get(i));
    }
  }

  private void render(Html html, NumberAssessment found, String name) {
    int n = found.sampled();
    double[] truths = IntStream.range(0, n).mapToDouble(found::truth).toArray();
    double[] predictions = IntStream.range(0, n).mapToDouble(found::prediction).toArray();
    double[] residuals =
        IntStream.range(0, n).mapToDouble(i -> truths[i] - predictions[i]).toArray();
    html.element("p", summary(found), "class", "note");
    html.open("div", "class", "charts three");
    html.content(
        new Scatter(
            "Predicted against true", "true " + name, truths, predictions, Scatter.Line.EQUAL));
    html.content(
        new Scatter(
            "Residuals by prediction",
            "predicted " + name,
            predictions,
            residuals,
            Scatter.Line.ZERO));
    html.content(new Histogram(found));
    html.close("div");
  }

  private String summary(NumberAssessment found) {
    String text =
        "%s %s rows; residuals (truth less prediction) have the mean %s and the root mean square %s."
            .formatted(
                Numbers.count(found.rows()),
                findings.assessed(),
                Numbers.figure(found.meanResidual()),
                Numbers.figure(found.rootMeanSquare()));
    if (found.sampled() < found.rows() - found.lost()) {
      text +=
          " The points are " + Numbers.count(found.sampled()) + " rows evenly drawn by position.";
    }
    if (found.lost() > 0) {
      text +=
          " %s predictions are no finite numbers, and left out."
              .formatted(Numbers.count(found.lost()));
    }
    return text;
  }
}
