package io.ganglion.job;

import io.ganglion.model.KnownSchema;
import io.ganglion.spark.graph.GraphFacts;
import io.ganglion.spark.graph.GraphRequest;
import io.ganglion.spark.graph.GraphRows;
import io.ganglion.spark.graph.GraphTables;
import io.ganglion.spark.table.DataException;
import io.ganglion.spark.table.Table;
import io.ganglion.spark.training.TrainingRequest;
import io.ganglion.spark.training.TrainingRows;
import java.io.PrintStream;
import java.util.function.LongToIntFunction;
import org.apache.spark.sql.SparkSession;

/** The tables of graphs of a job, read into shards; tells the user what it finds. */
final class JobGraphs {
  private final Job job;
  private final KnownSchema known;
  private final GraphTables tables;
  private final PrintStream out;

  /**
   * The tables of a job.
   *
   * @param known the columns of a model to take them by; null to learn them
   * @throws DataException if there is no such table or column
   */
  JobGraphs(Job job, KnownSchema known, SparkSession spark, PrintStream out) {
    this.job = job;
    this.known = known;
    this.out = out;
    GraphTables found = job.data().graph().sources().read("data.", job.data().missing(), spark);
    this.tables =
        found.graphs() == null
            ? new GraphTables(JobSplits.marked(job.data(), found.nodes()), found.edges(), null)
            : new GraphTables(
                found.nodes(), found.edges(), JobSplits.marked(job.data(), found.graphs()));
  }

  /** The table with a row an example. */
  Table examples() {
    return tables.graphs() == null ? tables.nodes() : tables.graphs();
  }

  /**
   * The examples in shards.
   *
   * @param shards by the number of training examples
   * @throws DataException if they can't be learned from
   */
  TrainingRows rows(LongToIntFunction shards) {
    DataSpec data = job.data();
    TrainingSpec training = job.training();
    TrainingRequest request =
        new TrainingRequest(
            data.roles(),
            null,
            training.loss().target(),
            training.targets(),
            training.classWeights(),
            data.classes(),
            data.testShare(),
            data.holdoutShare(),
            training.seed(),
            shards,
            known);
    LinkSpec links = data.graph().links();
    int negatives = links == null ? 0 : links.negatives();
    GraphRows found =
        GraphRows.load(
            tables,
            new GraphRequest(
                request, job.graphs(), training.fanOut(), data.graph().edgeFeatures(), negatives));
    show(found.graph());
    checkParts(found.rows());
    return found.rows();
  }

  private void show(GraphFacts graph) {
    out.printf(
        "graph    %s: %s, %s to hear along, at most %s for a node, none for %s%n",
        tables.edges().location(),
        Numbers.counted(graph.nodes(), "node"),
        Numbers.counted(graph.edges(), "edge"),
        Numbers.count(graph.mostHeard()),
        Numbers.count(graph.silent()));
    if (graph.capped() > 0) {
      out.printf(
          "         %s hear a random %s of theirs (data.graph.mostNeighbours)%n",
          Numbers.counted(graph.capped(), "node"),
          Numbers.count(job.data().graph().form().mostNeighbours()));
    }
  }

  private void checkParts(TrainingRows rows) {
    if (job.data().holdsOut() && rows.holdout() == null) {
      rows.close();
      throw new DataException(
          "%s: expected some %s that are held out, found none in %s; mark some, or leave out data.holdout"
              .formatted(examples().where(), job.units().examples(), examples().location()));
    }
  }
}
