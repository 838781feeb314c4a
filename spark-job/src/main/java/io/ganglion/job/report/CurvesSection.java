package io.ganglion.job.report;

import io.ganglion.job.report.LineChart.Curve;
import io.ganglion.job.report.ReportData.TrainingFacts;
import io.ganglion.train.EpochRecord;
import io.ganglion.train.Scores;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Loss and metrics over the epochs, and the learning rate where it changes, a chart each. */
record CurvesSection(TrainingFacts training) implements Section {
  @Override
  public String title() {
    return "Learning curves";
  }

  @Override
  public boolean present() {
    return !training.epochs().isEmpty();
  }

  @Override
  public void render(Html html) {
    html.open("div", "class", "charts");
    html.content(chart("Loss", "loss"));
    for (String metric : training.epochs().get(0).training().metrics().keySet()) {
      html.content(chart(metric, metric));
    }
    if (training.epochs().get(0).scheduled()) {
      html.content(rates());
    }
    html.close("div");
    html.element(
        "p",
        "Training values were met while the weights moved"
            + (heldOut() ? "; held-out values are those of the weights after each epoch." : "."),
        "class",
        "note");
  }

  private LineChart chart(String title, String measure) {
    List<Curve> curves = new ArrayList<>();
    curves.add(new Curve("training", "training", values(EpochRecord::training, measure)));
    if (heldOut()) {
      curves.add(new Curve("held-out", "holdout", values(EpochRecord::holdout, measure)));
    }
    int first = training.epochs().get(0).epoch();
    return new LineChart(title, first, curves, training.bestEpoch());
  }

  private LineChart rates() {
    List<Double> rates = training.epochs().stream().map(EpochRecord::learningRate).toList();
    List<Curve> curve = List.of(new Curve("learning rate", "training", rates));
    int first = training.epochs().get(0).epoch();
    return new LineChart("Learning rate", first, curve, training.bestEpoch());
  }

  private boolean heldOut() {
    return training.epochs().stream().anyMatch(epoch -> epoch.holdout() != null);
  }

  private List<Double> values(Function<EpochRecord, Scores> split, String measure) {
    return training.epochs().stream().map(epoch -> value(split.apply(epoch), measure)).toList();
  }

  private static double value(Scores scores, String measure) {
    return scores == null ? Double.NaN : scores.get(measure);
  }
}
