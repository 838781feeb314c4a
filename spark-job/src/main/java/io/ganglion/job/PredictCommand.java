package io.ganglion.job;

import io.ganglion.config.ConfigException;
import io.ganglion.data.Graphs;
import io.ganglion.model.TrainedModel;
import io.ganglion.spark.graph.GraphScoring;
import io.ganglion.spark.graph.GraphTables;
import io.ganglion.spark.graph.SetScoring;
import io.ganglion.spark.scoring.PredictionWriter;
import io.ganglion.spark.scoring.Scoring;
import io.ganglion.spark.scoring.TableAnswer;
import io.ganglion.spark.table.KeptColumns;
import io.ganglion.spark.table.Table;
import io.ganglion.spark.table.TableFormat;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Adds a model's predictions to the rows of a table. */
@Command(
    name = "predict",
    mixinStandardHelpOptions = true,
    description = "Writes the input's columns with a model's predictions added.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ganglion predict --model runs/boston/model --data conf/data/boston_test.csv"
          + " --output predictions.csv",
      "  ganglion predict --model runs/boston --data new.parquet --output scored.parquet"
          + " --overwrite",
      "  ganglion predict --model runs/boston --table sales.march --output scored.orc --keep id,day",
      "  ganglion predict --model runs/boston --data conf/data/boston_test.csv --output hidden.csv"
          + " --layer dense_1",
      "  ganglion predict --model runs/cora --nodes nodes.csv --edges edges.csv --output classes.csv"
          + " --where \"split = 'test'\""
    })
final class PredictCommand implements Callable<Integer> {
  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description = "The model, or the output folder of its training.")
  private String model;

  @Mixin private DataOptions data;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "PATH",
      description = "A new folder of files, in the format that its ending tells.")
  private String output;

  @Option(
      names = "--output-format",
      paramLabel = "FORMAT",
      description = "csv, tsv, parquet, orc or json, where the ending of --output doesn't tell.")
  private TableFormat outputFormat;

  @Option(
      names = "--keep",
      split = ",",
      paramLabel = "COLUMN",
      description = "The columns of the table to write, all by default; --keep '' for none.")
  private List<String> keep;

  @Option(
      names = "--layer",
      paramLabel = "NAME",
      description = "Writes the activations of this layer in place of predictions.")
  private String layer;

  @Option(
      names = "--invalid",
      description =
          "What becomes of a row with a value that is no number: error (default) or skip, which"
              + " graphs do not have.")
  private Scoring.Invalid invalid = Scoring.Invalid.ERROR;

  @Option(names = "--overwrite", description = "Replaces what is at --output.")
  private boolean overwrite;

  @Override
  public Integer call() throws IOException {
    SourceSpec source = data.source();
    try (SparkSession spark = Sparks.open("predict")) {
      Configuration hadoop = spark.sparkContext().hadoopConfiguration();
      PredictionWriter writer = PredictionWriter.to(output, outputFormat, hadoop, overwrite);
      TrainedModel trained = Models.read(model, hadoop);
      data.check(trained.schema().graphs());
      check(trained.schema().graphs());
      if (trained.schema().graphs() == null) {
        predictRows(trained, source, writer, spark);
      } else if (trained.schema().graphs().form().many()) {
        predictGraphs(trained, writer, spark);
      } else {
        predictNodes(trained, writer, spark);
      }
      System.out.println("output    " + writer.location());
    }
    return ExitCode.DONE;
  }

  /** Checks what becomes of invalid rows: nodes are heard by others, and graphs are whole. */
  private void check(Graphs graphs) {
    if (graphs != null && invalid != Scoring.Invalid.ERROR) {
      throw new ConfigException(
          "--invalid: the model reads graphs, where no node can be skipped, as others hear it: leave"
              + " it out, and repair the table of nodes");
    }
  }

  private void predictRows(
      TrainedModel trained, SourceSpec source, PredictionWriter writer, SparkSession spark) {
    Scoring scoring = new Scoring(spark, trained, TableAnswer.of(trained, layer), invalid);
    Table table = source.table(data.where(), trained.schema().missing()).readAsWritten(spark);
    KeptColumns kept = KeptColumns.of("--keep", table, scoring.own(table), keep);
    writer.write(kept.of(scoring.score(table)), table);
    if (scoring.warning() != null) {
      System.out.println("warning: " + scoring.warning());
    }
    System.out.printf(
        "predicted %s %s%s%n",
        Numbers.count(scoring.scored()),
        trained.schema().units().examples(),
        scoring.skipped() == 0 ? "" : ", skipped " + Numbers.count(scoring.skipped()));
  }

  private void predictNodes(TrainedModel trained, PredictionWriter writer, SparkSession spark) {
    GraphTables tables = data.graphSources().readAsWritten("--", trained.schema().missing(), spark);
    GraphScoring scoring = new GraphScoring(trained, layer, TableAnswer::of, data.filter());
    Table nodes = tables.nodes();
    KeptColumns kept = KeptColumns.of("--keep", nodes, nodes.names(), keep);
    writer.write(kept.of(scoring.score(tables)), nodes);
    System.out.printf("predicted %s%n", Numbers.counted(scoring.scored(), "node"));
  }

  private void predictGraphs(TrainedModel trained, PredictionWriter writer, SparkSession spark) {
    GraphTables tables = data.graphSources().readAsWritten("--", trained.schema().missing(), spark);
    SetScoring scoring =
        new SetScoring(spark, trained, TableAnswer.of(trained, layer), data.filter());
    KeptColumns kept = KeptColumns.of("--keep", tables.graphs(), scoring.own(tables), keep);
    writer.write(kept.of(scoring.score(tables)), tables.graphs());
    System.out.printf("predicted %s%n", Numbers.counted(scoring.scored(), "graph"));
  }
}
