package io.ganglion.job;

import io.ganglion.config.Section;
import io.ganglion.loss.Loss;
import io.ganglion.loss.Losses;
import io.ganglion.metric.Metric;
import io.ganglion.metric.ScalarMetric;
import io.ganglion.network.NetworkSpec;
import io.ganglion.network.UndirectedSpec;
import io.ganglion.spark.facts.ClassWeights;
import io.ganglion.spark.facts.TargetUnits;
import io.ganglion.train.EarlyStopping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How a job learns.
 *
 * @param loss that training lowers
 * @param learning how the loss is lowered
 * @param metrics reported besides the loss
 * @param epochs at most
 * @param seed of everything random
 * @param shards 0: drawn from the number of rows and the batch size
 * @param earlyStopping null to run all epochs
 * @param classWeights how much the classes of training rows count
 * @param targets in which units training sees target numbers: by default they are standardised,
 *     unless the loss takes them as they are
 * @param checkpoint how it guards against losing its driver
 * @param from the model that it starts from; null for weights as they are drawn
 * @param fanOut the most neighbours that training draws at each hop, see {@link FanOut}
 */
record TrainingSpec(
    Loss loss,
    Learning learning,
    List<Metric> metrics,
    int epochs,
    long seed,
    int shards,
    EarlyStopping earlyStopping,
    ClassWeights classWeights,
    TargetUnits targets,
    CheckpointSpec checkpoint,
    FromSpec from,
    List<Integer> fanOut) {
  private static final int EPOCHS = 100;

  /** What training does to target numbers. */
  private enum Targets {
    STANDARDIZED,
    RAW
  }

  /** Reads the section {@code training} of a job file. */
  static TrainingSpec read(Section section, NetworkSpec network, DataSpec data) {
    boolean holdsOut = data.holdsOut();
    if (network.undirected() != null) {
      return readUndirected(section, network, holdsOut);
    }
    Loss loss = section.choice("loss", Losses.CATALOGUE, null);
    if (!section.has("loss")) {
      section.problem(
          "loss", "is missing: expected one of " + String.join(", ", Losses.CATALOGUE.names()));
    }
    List<Metric> metrics = MetricList.read(section, loss, false);
    int epochs = section.integer("epochs", EPOCHS, 1);
    TrainingSpec training =
        new TrainingSpec(
            loss,
            Learning.read(section, epochs, holdsOut),
            metrics,
            epochs,
            section.longInteger("seed", 1),
            section.integer("shards", 0, 1),
            earlyStopping(section, metrics, holdsOut),
            classWeights(section, loss),
            targets(section, loss),
            CheckpointSpec.read(section),
            FromSpec.read(section),
            FanOut.read(section, network, data.graph()));
    if (data.graph() != null) {
      data.graph().checkTraining(section, loss);
    }
    section.finish();
    return training;
  }

  private static TrainingSpec readUndirected(
      Section section, NetworkSpec network, boolean holdsOut) {
    UndirectedSpec undirected = network.undirected();
    OwnColumns.refuse(section, undirected, List.of("loss", "targets", "classWeights"));
    List<Metric> metrics = MetricList.read(section, undirected.loss(), true);
    int epochs = undirected.stores() ? 1 : section.integer("epochs", EPOCHS, 1);
    TrainingSpec training =
        new TrainingSpec(
            undirected.loss(),
            undirected.stores()
                ? StoredPatterns.read(section, undirected)
                : Learning.read(section, epochs, holdsOut),
            metrics,
            epochs,
            section.longInteger("seed", 1),
            section.integer("shards", 0, 1),
            undirected.stores() ? null : earlyStopping(section, metrics, holdsOut),
            ClassWeights.NONE,
            OwnColumns.units(section, network),
            CheckpointSpec.read(section),
            FromSpec.read(section),
            FanOut.read(section, network, null));
    section.finish();
    return training;
  }

  private static TargetUnits targets(Section section, Loss loss) {
    boolean asTheyAre = loss != null && loss.leastTarget() > Double.NEGATIVE_INFINITY;
    if (section.value("targets") instanceof Map<?, ?>) {
      Section scaled = section.section("targets");
      TargetUnits units = TargetUnits.scaled(scaled.positive("scale"));
      scaled.finish();
      return units;
    }
    Targets targets = section.option("targets", asTheyAre ? Targets.RAW : Targets.STANDARDIZED);
    if (asTheyAre && targets == Targets.STANDARDIZED) {
      section.problem(
          "targets",
          String.format(
              Locale.ROOT,
              "expected raw, since %s takes targets of at least %s as they are,"
                  + " found standardized: leave it out",
              loss.kind(),
              Numbers.brief(loss.leastTarget())));
    }
    return targets == Targets.RAW ? TargetUnits.RAW : TargetUnits.STANDARDIZED;
  }

  private static ClassWeights classWeights(Section training, Loss loss) {
    String key = "classWeights";
    if (!training.has(key)) {
      return ClassWeights.NONE;
    }
    if (loss != null && loss.target() == Loss.Target.NUMBERS) {
      training.problem(key, "needs a loss for classes, found " + loss.kind());
    }
    if (training.value(key) instanceof String text) {
      if (!text.equals("balanced")) {
        training.problem(key, "expected 'balanced' or a weight by class, found '" + text + "'");
      }
      return new ClassWeights(true, Map.of());
    }
    Section section = training.section(key);
    Map<String, Double> given = new LinkedHashMap<>();
    for (String name : section.keys()) {
      given.put(name, section.number(name, 1.0, 0.0, Double.POSITIVE_INFINITY));
    }
    return new ClassWeights(false, given);
  }

  private static EarlyStopping earlyStopping(
      Section training, List<Metric> metrics, boolean holdsOut) {
    if (!training.has("earlyStopping")) {
      return null;
    }
    Section section = training.section("earlyStopping");
    EarlyStopping stopping =
        new EarlyStopping(
            section.text("monitor", EarlyStopping.LOSS),
            section.integer("patience", 10, 1),
            section.number("minChange", 0.0, 0.0, Double.POSITIVE_INFINITY));
    section.finish();
    if (!holdsOut) {
      training.problem(
          "earlyStopping", "needs held-out rows: set data.holdout, to 0.2 for example");
    }
    List<String> valid = new ArrayList<>(List.of(EarlyStopping.LOSS));
    List<String> tables = new ArrayList<>();
    metrics.forEach(m -> (m instanceof ScalarMetric ? valid : tables).add(m.kind()));
    if (tables.contains(stopping.monitor())) {
      section.problem(
          "monitor",
          String.format(
              Locale.ROOT,
              "'%s' is a table, which can't rise or fall: take one of %s",
              stopping.monitor(),
              String.join(", ", valid)));
    } else if (!valid.contains(stopping.monitor())) {
      section.problem(
          "monitor",
          String.format(
              Locale.ROOT,
              "expected one of %s, found '%s': name it in training.metrics to watch it",
              String.join(", ", valid),
              stopping.monitor()));
    }
    return stopping;
  }
}
