package io.ganglion.job;

import io.ganglion.config.ConfigException;
import io.ganglion.config.Json;
import io.ganglion.data.Schema;
import io.ganglion.loss.Loss;
import io.ganglion.model.TrainedModel;
import io.ganglion.spark.graph.GraphTables;
import io.ganglion.spark.graph.LabelledGraph;
import io.ganglion.spark.graph.LabelledSets;
import io.ganglion.spark.table.HadoopFolder;
import io.ganglion.spark.table.Table;
import io.ganglion.spark.table.TargetPath;
import io.ganglion.spark.training.LabelledRows;
import io.ganglion.spark.training.TrainingRows;
import io.ganglion.train.Evaluation;
import io.ganglion.train.ModelSpec;
import io.ganglion.train.Scores;
import io.ganglion.train.TargetCheck;
import io.ganglion.train.TrainState;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Loss and metrics of a model on labelled data. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = "Shows loss and metrics of a model on labelled data.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ganglion evaluate --model runs/boston/model --data conf/data/boston_test.csv",
      "  ganglion evaluate --model runs/boston --data new.parquet --json scores.json",
      "  ganglion evaluate --model runs/boston --data new.txt --format csv --option separator=';'"
          + " --where 'rm > 5'"
    })
final class EvaluateCommand implements Callable<Integer> {
  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description = "The model, or the output folder of its training.")
  private String model;

  @Mixin private DataOptions data;

  @Option(names = "--json", paramLabel = "FILE", description = "Also writes the scores as JSON.")
  private String json;

  @Override
  public Integer call() throws IOException {
    PrintStream out = System.out;
    SourceSpec source = data.source();
    try (SparkSession spark = Sparks.open("evaluate")) {
      Configuration hadoop = spark.sparkContext().hadoopConfiguration();
      TargetPath file = json == null ? null : TargetPath.of("--json", json, hadoop);
      TrainedModel trained = Models.read(model, hadoop);
      data.check(trained.schema().graphs());
      ModelSpec spec = trained.spec();
      try (LabelledRows rows = rows(trained, source, spark)) {
        rows.facts().warnings().forEach(warning -> out.println("warning: " + warning));
        TargetCheck.of(spec.loss(), rows.rows(), "given");
        TrainState state = TrainState.start(trained.weights(), 0);
        Scores scores = Evaluation.of(spec, state, rows.rows(), "evaluate");
        ScoreText.print(out, scores, trained.schema());
        if (json != null) {
          write(file, scores);
        }
      }
    }
    return ExitCode.DONE;
  }

  private LabelledRows rows(TrainedModel trained, SourceSpec source, SparkSession spark) {
    Schema schema = trained.schema();
    Loss.Target target = trained.spec().loss().target();
    if (schema.graphs() == null) {
      Table table = source.table(data.where(), schema.missing()).read(spark);
      return LabelledRows.load(table, schema, target, TrainingRows.TEST_SHARDS);
    }
    if (schema.graphs().pairs()) {
      throw new ConfigException(
          "--model: it tells which pairs of nodes have an edge, and was judged by pairs that"
              + " training drew (metrics.json); predict writes the vectors of the nodes");
    }
    GraphTables tables = data.graphSources().read("--", schema.missing(), spark);
    if (schema.graphs().form().many()) {
      return LabelledSets.load(tables, schema, target, data.filter());
    }
    int hops = trained.spec().network().hops();
    return LabelledGraph.load(tables, schema, target, hops, data.filter());
  }

  private static void write(TargetPath file, Scores scores) throws IOException {
    new HadoopFolder(file.path().getParent(), file.files().getConf())
        .create(
            file.path().getName(),
            out -> out.write(Json.write(ScoreText.flat(scores)).getBytes(StandardCharsets.UTF_8)));
  }
}
