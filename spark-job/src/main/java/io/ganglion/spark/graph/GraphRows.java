package io.ganglion.spark.graph;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.ganglion.data.GraphForm;
import io.ganglion.data.Graphs;
import io.ganglion.data.LabelColumn;
import io.ganglion.data.Schema;
import io.ganglion.spark.facts.DataFacts;
import io.ganglion.spark.facts.DataWarnings;
import io.ganglion.spark.facts.Learned;
import io.ganglion.spark.row.ColumnRoles;
import io.ganglion.spark.row.UsedColumns;
import io.ganglion.spark.shard.RankedRows;
import io.ganglion.spark.table.DataException;
import io.ganglion.spark.table.SourceFailures;
import io.ganglion.spark.table.Split;
import io.ganglion.spark.table.Table;
import io.ganglion.spark.table.TableSplits;
import io.ganglion.spark.training.TrainingRequest;
import io.ganglion.spark.training.TrainingRows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Nodes of a graph as shards in memory, each with the nodes that it hears.
 *
 * @param rows the shards, with what was learned of the columns
 * @param graph for people
 */
public record GraphRows(TrainingRows rows, GraphFacts graph) {
  /**
   * Learns the columns of nodes from those to learn from, and gathers what each labelled node
   * hears.
   *
   * @throws DataException if columns, values or edges cannot be used, or a part is empty
   */
  public static GraphRows load(GraphTables tables, GraphRequest request) {
    return SourceFailures.unwrapped(() -> read(tables, request));
  }

  private static GraphRows read(GraphTables tables, GraphRequest request) {
    Graphs graphs = request.graphs();
    if (graphs.pairs()) {
      return LinkRows.load(tables, request);
    }
    if (graphs.form().many()) {
      return GraphSets.load(tables, request);
    }
    TrainingRequest wanted = request.rows();
    Table keyed =
        GraphPartitions.keyed(GraphColumns.vectors(tables.nodes(), graphs.form()), graphs.form());
    Table split = LabelledNodes.split(keyed, wanted);
    Dataset<Row> kept = KeptRows.of(split.rows());
    Table nodes = split.with(kept);
    // Counted, and read for each part.
    Dataset<Row> examples = KeptRows.of(LabelledNodes.examples(nodes, wanted));
    try {
      return load(nodes, examples, tables, request);
    } finally {
      examples.unpersist();
      kept.unpersist();
    }
  }

  private static GraphRows load(
      Table nodes, Dataset<Row> examples, GraphTables tables, GraphRequest request) {
    TrainingRequest wanted = request.rows();
    Table training =
        nodes.part(
            nodes.where(),
            Table.column(nodes.indexOf(TableSplits.PART)).equalTo(lit(TableSplits.TRAINING)),
            "to learn from",
            "leave some nodes to learn from");
    UsedColumns columns = UsedColumns.of(training, nodeRoles(nodes, request), wanted.target());
    Graphs graphs = EdgeColumns.learned(tables.edges(), request);
    try (RankedRows ranked = RankedRows.rank(columns, wanted.seed())) {
      Learned learned = Learned.of(ranked, Split.NONE);
      Schema schema =
          wanted.schema(
              learned
                  .schema(
                      wanted.target(),
                      wanted.units(),
                      null,
                      wanted.classes(),
                      wanted.knownClasses())
                  .withGraphs(graphs));
      GraphForm form = request.graphs().form();
      ExampleCounts counts = ExampleCounts.of(nodes, "node", form.node(), examples, schema.label());
      Dataset<EdgeRow> edges = GraphPartitions.edges(tables.edges(), schema);
      try (GraphPartitions graph =
          GraphPartitions.of(nodes, schema, tables.edges(), edges, form, wanted.seed())) {
        boolean weighted = wanted.roles().weight() != null;
        Gathering gathering = new Gathering(graph, schema, wanted.target(), List.of(0), weighted);
        return new GraphRows(
            clusters(
                gathering,
                examples,
                counts,
                request,
                facts(
                    nodes.location(),
                    learned,
                    DataWarnings.ofTraining(columns, learned.rowFacts(), schema),
                    counts,
                    schema,
                    schema.label())),
            graph.facts());
      }
    }
  }

  /**
   * What is known of the examples.
   *
   * @param location where they lie
   * @param learned of the columns of nodes
   */
  static DataFacts facts(
      String location,
      Learned learned,
      List<String> warnings,
      ExampleCounts counts,
      Schema schema,
      LabelColumn label) {
    DataFacts ofTraining = learned.facts(schema, warnings);
    return new DataFacts(
        location,
        counts.of(TableSplits.TRAINING),
        counts.of(TableSplits.HOLDOUT),
        counts.of(TableSplits.TEST),
        ofTraining.steps(),
        ofTraining.features(),
        label.classed() ? List.of() : ofTraining.labels(),
        counts.classes(label),
        ofTraining.warnings());
  }

  static TrainingRows clusters(
      Gathering gathering,
      Dataset<Row> examples,
      ExampleCounts counts,
      GraphRequest request,
      DataFacts facts) {
    long training = counts.of(TableSplits.TRAINING);
    long heldOut = counts.of(TableSplits.HOLDOUT);
    long test = counts.of(TableSplits.TEST);
    int shards = request.rows().shards().applyAsInt(training);
    List<Double> weights = request.rows().classWeights().of(facts.location(), facts.classes());
    List<Integer> all = Collections.nCopies(request.fanOut().size(), Integer.MAX_VALUE);
    return new TrainingRows(
        gathering.schema(),
        gathering.load(
            part(examples, TableSplits.TRAINING), training, shards, request.fanOut(), weights),
        gathering.load(
            part(examples, TableSplits.HOLDOUT), heldOut, shards, request.fanOut(), List.of()),
        gathering.load(
            part(examples, TableSplits.TEST), test, TrainingRows.TEST_SHARDS, all, List.of()),
        facts);
  }

  private static Dataset<Row> part(Dataset<Row> examples, int part) {
    return examples.where(col(LabelledNodes.PART).equalTo(lit(part)));
  }

  /** The roles of columns of nodes, of which the added ones have none. */
  private static ColumnRoles nodeRoles(Table nodes, GraphRequest request) {
    ColumnRoles roles = request.rows().roles();
    List<String> exclude = new ArrayList<>(roles.exclude());
    exclude.add(GraphPartitions.KEY);
    exclude.add(TableSplits.PART);
    return new ColumnRoles(
        roles.labels(),
        roles.features(),
        exclude,
        EdgeColumns.categoricalOfNodes(nodes, request),
        roles.weight());
  }
}
