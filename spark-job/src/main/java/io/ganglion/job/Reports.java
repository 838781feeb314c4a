package io.ganglion.job;

import io.ganglion.config.Spec;
import io.ganglion.config.SpecWriter;
import io.ganglion.data.Augmentation;
import io.ganglion.job.report.ReportData;
import io.ganglion.job.report.ReportData.LayerFacts;
import io.ganglion.model.Library;
import io.ganglion.network.LayerEntry;
import io.ganglion.network.LayerInfo;
import io.ganglion.network.LayerSpec;
import io.ganglion.network.Network;
import io.ganglion.spark.facts.ClassCount;
import io.ganglion.spark.facts.DataFacts;
import io.ganglion.tensor.Blas;
import io.ganglion.train.Scores;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Gathers what the report of a run shows. */
final class Reports {
  private Reports() {}

  static ReportData data(Job job, RunFolder run, Outcome outcome, String spark) {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("Ganglion", Library.VERSION);
    versions.put("Spark", spark);
    versions.put("Java", System.getProperty("java.version"));
    versions.put("BLAS", Blas.name());
    List<String> warnings = new ArrayList<>(outcome.rows().facts().warnings());
    Stream.of(outcome.holdout(), outcome.test())
        .filter(Objects::nonNull)
        .forEach(facts -> warnings.addAll(facts.warnings()));
    return new ReportData(
        job.name(),
        run.started(),
        Duration.between(run.started(), Instant.now()),
        versions,
        new ReportData.NetworkFacts(layers(outcome.spec().bind(), job)),
        training(job, outcome),
        data(outcome),
        outcome.findings(),
        warnings);
  }

  private static List<LayerFacts> layers(Network network, Job job) {
    List<LayerFacts> layers = new ArrayList<>();
    List<LayerInfo> infos = network.layers();
    List<LayerSpec> specs = new ArrayList<>();
    flatten(job.network().layers(), specs);
    for (int i = 0; i < infos.size(); i++) {
      layers.add(LayerFacts.of(infos.get(i), specs.get(i)));
    }
    return layers;
  }

  /** Every layer before those inside it, as they are bound. */
  private static void flatten(List<LayerEntry> entries, List<LayerSpec> specs) {
    for (LayerEntry entry : entries) {
      specs.add(entry.spec());
      flatten(entry.spec().inner(), specs);
    }
  }

  private static ReportData.TrainingFacts training(Job job, Outcome outcome) {
    TrainingSpec training = job.training();
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("Epochs at most", String.valueOf(training.epochs()));
    if (training.earlyStopping() != null) {
      settings.put(
          "Early stopping",
          training.earlyStopping().monitor() + ", patience " + training.earlyStopping().patience());
    }
    settings.putAll(training.learning().settings());
    if (FanOut.samples(training.fanOut())) {
      settings.put("Neighbours drawn at each hop", FanOut.described(training.fanOut()));
    }
    List<Augmentation> augment = outcome.spec().augment();
    if (!augment.isEmpty()) {
      settings.put(
          "Training " + outcome.rows().schema().units().examples() + " changed by",
          augmentation(augment));
    }
    Map<String, Scores> scores = outcome.scores();
    return new ReportData.TrainingFacts(
        training.loss().kind(),
        optimizer(training),
        training.seed(),
        outcome.rows().training().shards(),
        settings,
        outcome.result().epochs(),
        outcome.result().bestEpoch(),
        "Training ended: " + outcome.result().stopped() + ".",
        scores.get("train"),
        scores.get("holdout"),
        scores.get("test"));
  }

  /** The optimizer with its hyperparameters, for people. */
  static String optimizer(TrainingSpec training) {
    return described(training.learning().optimizer());
  }

  /** Augmentations with their hyperparameters, for people. */
  static String augmentation(List<Augmentation> augment) {
    return augment.stream().map(Reports::described).collect(Collectors.joining(", "));
  }

  /** A spec with its hyperparameters, for people. */
  static String described(Spec spec) {
    List<String> parts = new ArrayList<>();
    SpecWriter.components((Record) spec).forEach((name, value) -> parts.add(name + " " + value));
    return spec.kind() + " (" + String.join(", ", parts) + ")";
  }

  private static ReportData.DataFacts data(Outcome outcome) {
    DataFacts facts = outcome.rows().facts();
    List<ReportData.Split> splits = new ArrayList<>();
    splits.add(new ReportData.Split("training", facts.location(), facts.rows()));
    if (facts.heldOut() > 0) {
      splits.add(new ReportData.Split("held-out", facts.location(), facts.heldOut()));
    }
    if (facts.test() > 0) {
      splits.add(new ReportData.Split("test", facts.location(), facts.test()));
    }
    if (outcome.holdout() != null) {
      splits.add(split("held-out", outcome.holdout()));
    }
    if (outcome.test() != null) {
      splits.add(split("test", outcome.test()));
    }
    List<Long> counts = facts.classes().stream().map(ClassCount::rows).toList();
    return new ReportData.DataFacts(
        outcome.rows().schema(), splits, facts.features(), facts.steps(), counts);
  }

  private static ReportData.Split split(String use, DataFacts facts) {
    return new ReportData.Split(use, facts.location(), facts.rows());
  }
}
