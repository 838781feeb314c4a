package io.ganglion.job.report;

import io.ganglion.job.report.ReportData.TrainingFacts;
import io.ganglion.train.EpochRecord;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What the job set, and how fast it went. */
record JobSection(TrainingFacts training) implements Section {
  @Override
  public String title() {
    return "Job";
  }

  @Override
  public void render(Html html) {
    html.open("dl", "class", "settings");
    settings()
        .forEach(
            (name, value) ->
                html.open("div").element("dt", name).element("dd", value).close("div"));
    html.close("dl");
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("Loss", training.loss());
    settings.put("Optimizer", training.optimizer());
    settings.putAll(training.settings());
    // An identifier, not a quantity: its digits stay together.
    settings.put("Seed", Long.toString(training.seed()));
    settings.put("Shards", Numbers.count(training.shards()));
    if (!training.epochs().isEmpty()) {
      Duration seconds = Duration.ofNanos((long) (1e9 * median(EpochRecord::seconds)));
      settings.put("Time per epoch", Numbers.duration(seconds) + " (median)");
      double speed = median(EpochRecord::samplesPerSecond);
      settings.put("Speed", Numbers.count(Math.round(speed)) + " samples/s (median)");
    }
    return settings;
  }

  private double median(ToDoubleFunction<EpochRecord> figure) {
    double[] sorted = training.epochs().stream().mapToDouble(figure).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
