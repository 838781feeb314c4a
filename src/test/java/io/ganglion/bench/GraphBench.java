package io.ganglion.bench;

import io.ganglion.data.GraphForm;
import io.ganglion.data.Graphs;
import io.ganglion.data.TargetScaling;
import io.ganglion.layer.GraphSage;
import io.ganglion.layer.Identity;
import io.ganglion.layer.Relu;
import io.ganglion.loss.CategoricalCrossentropy;
import io.ganglion.loss.Loss;
import io.ganglion.metric.Accuracy;
import io.ganglion.model.TrainedModel;
import io.ganglion.network.NetworkSpec;
import io.ganglion.optimize.Adam;
import io.ganglion.optimize.UpdateRule;
import io.ganglion.spark.Sessions;
import io.ganglion.spark.cluster.SparkCluster;
import io.ganglion.spark.facts.ClassWeights;
import io.ganglion.spark.facts.TargetUnits;
import io.ganglion.spark.graph.GraphFacts;
import io.ganglion.spark.graph.GraphRequest;
import io.ganglion.spark.graph.GraphRows;
import io.ganglion.spark.graph.GraphScoring;
import io.ganglion.spark.graph.GraphTables;
import io.ganglion.spark.row.ColumnRoles;
import io.ganglion.spark.scoring.TableAnswer;
import io.ganglion.spark.table.FileTable;
import io.ganglion.spark.table.Table;
import io.ganglion.spark.table.TableSource;
import io.ganglion.spark.training.TrainingRequest;
import io.ganglion.spark.training.TrainingRows;
import io.ganglion.train.Evaluation;
import io.ganglion.train.ModelSpec;
import io.ganglion.train.ParameterAveraging;
import io.ganglion.train.Scores;
import io.ganglion.train.TrainState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/**
 * GraphSAGE of two layers with a fan-out of 10 and 10 over a {@link PowerLawGraph}: the time to
 * gather the neighbourhoods of labelled nodes, a tenth of all for training, that of an epoch over
 * them, and that to predict for all nodes.
 */
final class GraphBench {
  private static final int UNITS = 64;
  private static final int BATCH = 256;
  private static final int SHARDS = 8;
  private static final List<Integer> FAN_OUT = List.of(10, 10);

  private GraphBench() {}

  static void run(long nodes) throws IOException {
    SparkConf conf =
        new SparkConf().setMaster("local[2]").setAppName("bench").set("spark.ui.enabled", "false");
    Path folder = Files.createTempDirectory("ganglion-bench");
    try (SparkSession spark =
        SparkSession.builder().config(Sessions.configure(conf)).getOrCreate()) {
      double write = seconds(() -> PowerLawGraph.write(spark, folder.toString(), nodes));
      say("%,d nodes, written in %.0f s", nodes, write);
      long began = System.nanoTime();
      GraphRows graph = GraphRows.load(tables(spark, folder), request());
      double gathered = (System.nanoTime() - began) / 1e9;
      GraphFacts facts = graph.graph();
      say(
          "%,d edges, at most %,d for a node, %,d nodes capped",
          facts.edges(), facts.mostHeard(), facts.capped());
      try (TrainingRows rows = graph.rows()) {
        say("%,d examples gathered in %.1f s", rows.training().examples(), gathered);
        TrainedModel model = train(rows);
        double scored = seconds(() -> score(spark, model, folder));
        say("all %,d nodes predicted in %.1f s", nodes, scored);
      }
      say("resident at most %s", resident());
    } finally {
      IngestBench.delete(folder);
    }
  }

  private static GraphTables tables(SparkSession spark, Path folder) {
    return new GraphTables(table(spark, folder, "nodes"), table(spark, folder, "edges"), null);
  }

  private static Table table(SparkSession spark, Path folder, String name) {
    String path = folder.resolve(name + ".parquet").toString();
    FileTable file = new FileTable(List.of(path), null, null);
    return new TableSource("data." + name, file, null, List.of()).read(spark);
  }

  private static GraphRequest request() {
    GraphForm form =
        new GraphForm(
            null, "node", "source", "target", false, null, GraphForm.MOST_NEIGHBOURS, List.of());
    TrainingRequest rows =
        new TrainingRequest(
            ColumnRoles.of("kind", List.of(), List.of("node")),
            null,
            Loss.Target.CLASS,
            TargetUnits.RAW,
            ClassWeights.NONE,
            List.of(),
            1.0 / 12,
            1.0 / 11,
            1,
            examples -> SHARDS);
    return new GraphRequest(rows, new Graphs(form, false), FAN_OUT, 0);
  }

  private static TrainedModel train(TrainingRows rows) {
    GraphSage hidden = GraphSage.of(UNITS, GraphSage.Aggregate.MEAN, new Relu());
    GraphSage last = GraphSage.of(PowerLawGraph.CLASSES, GraphSage.Aggregate.MEAN, new Identity());
    ModelSpec spec =
        new ModelSpec(
            NetworkSpec.of(hidden, last),
            rows.schema().columns(),
            new CategoricalCrossentropy(),
            List.of(new Accuracy()),
            TargetScaling.NONE);
    ParameterAveraging strategy =
        new ParameterAveraging(
            spec,
            UpdateRule.of(Adam.defaults()),
            BATCH,
            ParameterAveraging.EVERY_EPOCH,
            ParameterAveraging.StateMerge.AVERAGE,
            1);
    TrainState state = strategy.start(spec.bind().initialize(1));
    for (int epoch = 1; epoch <= 3; epoch++) {
      long began = System.nanoTime();
      state = strategy.epoch(state, rows.training()).state();
      say("epoch %d: %.1f s", epoch, (System.nanoTime() - began) / 1e9);
    }
    say("accuracy held out: %.3f", accuracy(spec, state, rows.holdout()));
    return new TrainedModel(rows.schema(), spec, state.weights, Map.of());
  }

  private static void score(SparkSession spark, TrainedModel model, Path folder) {
    new GraphScoring(model, null, TableAnswer::of, null)
        .score(tables(spark, folder))
        .select("node", "prediction")
        .write()
        .parquet(folder.resolve("predicted").toString());
  }

  private static double accuracy(ModelSpec spec, TrainState state, SparkCluster split) {
    Scores scores = Evaluation.of(spec, state, split, "held out");
    return scores.get("accuracy");
  }

  private static double seconds(Runnable action) {
    long began = System.nanoTime();
    action.run();
    return (System.nanoTime() - began) / 1e9;
  }

  /** As the system counts it, where it does. */
  private static String resident() throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.exists(status)
        ? Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("VmHWM:"))
            .map(line -> line.substring(6).strip())
            .findFirst()
            .orElse("unknown")
        : "unknown";
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
