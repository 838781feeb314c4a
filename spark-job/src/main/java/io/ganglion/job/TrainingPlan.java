package io.ganglion.job;

import io.ganglion.data.CategoricalColumn;
import io.ganglion.data.FeatureColumn;
import io.ganglion.data.LabelColumn;
import io.ganglion.data.NumericColumn;
import io.ganglion.data.Schema;
import io.ganglion.data.VectorColumn;
import io.ganglion.model.Summary;
import io.ganglion.network.Network;
import io.ganglion.spark.training.TrainingRows;
import io.ganglion.train.ModelSpec;
import io.ganglion.train.TrainingStrategy;
import java.io.PrintStream;
import java.util.List;
import org.apache.spark.SparkContext;

/**
 * What a run is about to do, for people.
 *
 * @param rows to learn from
 */
record TrainingPlan(TrainingSpec training, ModelSpec spec, Network network, TrainingRows rows) {
  private static final int LISTED = 40;

  /** Shows network and training, and what they ask of the machines. */
  void show(PrintStream out, SparkContext spark) {
    out.println();
    out.println(Summary.table(network.layers()).stripTrailing());
    out.println();
    out.printf(
        "training %s with %s, %s, seed %d%n",
        spec.loss().kind(),
        training.learning().optimizer().kind(),
        training.learning().unit(),
        training.seed());
    if (!spec.augment().isEmpty()) {
      out.printf("augment  %s, in training only%n", Reports.augmentation(spec.augment()));
    }
    Machines machines = Machines.of(spark);
    Preflight preflight = preflight();
    preflight.show(out, machines);
    preflight.warnings(machines).forEach(warning -> out.println("warning: " + warning));
  }

  private Preflight preflight() {
    TrainingStrategy strategy = training.learning().strategy(spec, training.seed());
    int vectors = strategy.start(new float[0]).vectors.length;
    boolean steps = training.learning() instanceof MiniBatches;
    long ofShard = rows.training().examples() / rows.training().shards();
    return Preflight.of(
        network,
        vectors,
        training.learning().rowsInMemory(ofShard),
        steps,
        rows.training().examples(),
        Math.max(rows.training().examples(), rows.facts().steps()),
        rows.training().shards());
  }

  /** Shows the columns that the network gets. */
  static void showColumns(Schema schema, PrintStream out) {
    List<FeatureColumn> features = schema.features();
    out.println();
    features.stream()
        .limit(LISTED)
        .forEach(column -> out.printf("column   %-24s %s%n", column.name(), described(column)));
    if (features.size() > LISTED) {
      out.printf("         … and %s more%n", Numbers.count(features.size() - LISTED));
    }
    LabelColumn label = schema.label();
    out.printf(
        "label    %-24s %s%n",
        label.title(),
        label.classed() ? Numbers.count(label.classes().size()) + " classes" : "numeric");
  }

  private static String described(FeatureColumn column) {
    if (column instanceof NumericColumn number) {
      return "numeric, mean %s, deviation %s%s"
          .formatted(
              Numbers.brief(number.mean()),
              Numbers.brief(Math.sqrt(number.variance())),
              number.flagged() ? ", missing " + Numbers.count(number.missing()) + " times" : "");
    }
    if (column instanceof CategoricalColumn names) {
      return "categorical, " + Numbers.counted(names.values().size(), "value");
    }
    VectorColumn vector = (VectorColumn) column;
    return (vector.sparse() ? "sparse" : "dense")
        + " vectors of "
        + Numbers.counted(vector.size(), "element");
  }
}
