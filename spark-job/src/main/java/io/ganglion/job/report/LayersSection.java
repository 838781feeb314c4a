package io.ganglion.job.report;

import io.ganglion.data.Units;
import io.ganglion.job.report.LineChart.Curve;
import io.ganglion.job.report.ReportData.TrainingFacts;
import io.ganglion.train.EpochDiagnostics;
import io.ganglion.train.EpochRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** How the layers fared epoch by epoch: the norm of their gradients, and units that stalled. */
record LayersSection(TrainingFacts training, Units units) implements Section {
  /** The most curves that can be told apart. */
  private static final int MOST_CURVES = 16;

  @Override
  public String title() {
    return "Inside the layers";
  }

  @Override
  public boolean present() {
    return !layers().isEmpty();
  }

  private List<EpochDiagnostics.Layer> layers() {
    return training.epochs().isEmpty() ? List.of() : layers(training.epochs().get(0));
  }

  private static List<EpochDiagnostics.Layer> layers(EpochRecord epoch) {
    return epoch.diagnostics() == null ? List.of() : epoch.diagnostics().layers();
  }

  @Override
  public void render(Html html) {
    List<Curve> norms = curves(EpochDiagnostics.Layer::gradientNorm, "");
    List<Curve> stalled = curves(layer -> 100 * layer.stalled(), " ");
    html.open("div", "class", "charts");
    Along epochs = Along.epochs(training.epochs().get(0).epoch());
    if (!norms.isEmpty()) {
      Scale scale = Scale.ofRatios(norms.stream().flatMap(c -> c.values().stream()).toList());
      html.content(new LineChart("Gradient norm", "", epochs, norms, training.bestEpoch(), scale));
    }
    if (!stalled.isEmpty()) {
      html.content(
          new LineChart(
              "Stalled units",
              "per cent",
              epochs,
              stalled,
              training.bestEpoch(),
              percents(stalled)));
    }
    html.close("div");
    html.element("p", explanation(norms, stalled), "class", "note");
  }

  /** From 0 on, to 100 at most, and not so short that noise looks like a mountain. */
  private static Scale percents(List<Curve> curves) {
    double most = 5;
    for (Curve curve : curves) {
      for (double value : curve.values()) {
        most = Double.isFinite(value) ? Math.max(most, value) : most;
      }
    }
    return Scale.linear(0, most);
  }

  /**
   * A curve for each layer that has the figure.
   *
   * @param kinds what to put between a layer's name and how its units stall; empty to leave it out
   */
  private List<Curve> curves(ToDoubleFunction<EpochDiagnostics.Layer> figure, String kinds) {
    List<Curve> curves = new ArrayList<>();
    List<EpochDiagnostics.Layer> layers = layers();
    for (int i = 0; i < layers.size(); i++) {
      int place = i;
      EpochDiagnostics.Layer layer = layers.get(i);
      List<Double> values =
          training.epochs().stream().map(epoch -> value(epoch, place, figure)).toList();
      if (curves.size() < MOST_CURVES && values.stream().anyMatch(Double::isFinite)) {
        String label = layer.name() + (kinds.isEmpty() ? "" : kinds + word(layer));
        curves.add(new Curve(label, "series-" + (1 + place % MOST_CURVES), values));
      }
    }
    return curves;
  }

  private static String word(EpochDiagnostics.Layer layer) {
    return switch (layer.stall()) {
      case SATURATED -> "saturated";
      case DEAD -> "dead";
    };
  }

  private static double value(
      EpochRecord epoch, int place, ToDoubleFunction<EpochDiagnostics.Layer> figure) {
    List<EpochDiagnostics.Layer> layers = layers(epoch);
    return place < layers.size() ? figure.applyAsDouble(layers.get(place)) : Double.NaN;
  }

  private String explanation(List<Curve> norms, List<Curve> stalled) {
    StringBuilder text = new StringBuilder("Measured at the start of each epoch. ");
    if (!norms.isEmpty()) {
      text.append("The norm is that of the gradient on the first batch of a shard. ");
    }
    if (!stalled.isEmpty()) {
      text.append(
          "Over %s %s: a dead unit has a slope next to 0 for each of them; of saturated units,"
                  .formatted(
                      Numbers.count(training.epochs().get(0).diagnostics().rows()), units.steps())
              + " the share of %s and units is counted. Neither learns. ".formatted(units.steps()));
    }
    int left = (int) layers().stream().filter(l -> !Double.isNaN(l.gradientNorm())).count();
    if (left > norms.size()) {
      text.append("Layers after the first ").append(MOST_CURVES).append(" are left out. ");
    }
    return text.toString().strip();
  }
}
