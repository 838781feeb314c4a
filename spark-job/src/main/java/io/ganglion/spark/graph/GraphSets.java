package io.ganglion.spark.graph;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.ganglion.data.GraphForm;
import io.ganglion.data.Graphs;
import io.ganglion.data.LabelColumn;
import io.ganglion.data.Schema;
import io.ganglion.loss.Loss;
import io.ganglion.spark.facts.DataFacts;
import io.ganglion.spark.facts.DataWarnings;
import io.ganglion.spark.facts.FactsJob;
import io.ganglion.spark.facts.Learned;
import io.ganglion.spark.facts.RowFacts;
import io.ganglion.spark.facts.ValueCheck;
import io.ganglion.spark.row.ColumnRoles;
import io.ganglion.spark.row.UsedColumns;
import io.ganglion.spark.shard.RankedRows;
import io.ganglion.spark.table.DataException;
import io.ganglion.spark.table.Split;
import io.ganglion.spark.table.Table;
import io.ganglion.spark.table.TableSplits;
import io.ganglion.spark.training.TrainingRequest;
import io.ganglion.spark.training.TrainingRows;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;

/** Sets of graphs, each of which is an example, as shards in memory. */
final class GraphSets {
  private GraphSets() {}

  /**
   * Learns the columns of nodes from those of the graphs to learn from, the label from those
   * graphs, and packs each graph with its nodes and edges.
   *
   * @throws DataException if columns, values, nodes or edges cannot be used, or a part is empty
   */
  static GraphRows load(GraphTables tables, GraphRequest request) {
    TrainingRequest wanted = request.rows();
    GraphForm form = request.graphs().form();
    GraphTables vectors =
        new GraphTables(
            GraphColumns.vectors(tables.nodes(), form), tables.edges(), tables.graphs());
    Table keyed = SetTables.keyed(tables.graphs(), form);
    checkLabels(used(keyed), wanted.roles(), wanted.target(), wanted.seed());
    Table graphs = LabelledNodes.split(keyed, wanted);
    try (SetTables set = SetTables.of(graphs, LabelledNodes.all(graphs, wanted), vectors, form)) {
      Ranked label = learnedLabel(graphs, wanted);
      Table training = training(set.nodes(), "nodes of graphs to learn from");
      UsedColumns columns =
          UsedColumns.of(training, nodeRoles(request, tables), Loss.Target.NUMBERS);
      Graphs withEdges = withEdgeFeatures(set, request);
      try (RankedRows ranked = RankedRows.rank(columns, wanted.seed())) {
        Learned learned = Learned.of(ranked, Split.NONE);
        Schema nodes = learned.withoutLabel();
        Schema schema =
            wanted.schema(
                new Schema(
                    nodes.features(),
                    label.label,
                    wanted.roles().weight(),
                    List.of(),
                    null,
                    withEdges));
        ExampleCounts counts =
            ExampleCounts.of(graphs, "graph", form.id(), set.usedExamples(), schema.label());
        List<String> warnings =
            new ArrayList<>(DataWarnings.ofTraining(columns, learned.rowFacts(), nodes));
        warnings.addAll(label.warnings);
        DataFacts ofNodes = learned.facts(nodes, warnings);
        DataFacts facts =
            new DataFacts(
                graphs.location(),
                counts.of(TableSplits.TRAINING),
                counts.of(TableSplits.HOLDOUT),
                counts.of(TableSplits.TEST),
                ofNodes.rows(),
                ofNodes.features(),
                label.facts.labels(),
                counts.classes(schema.label()),
                warnings);
        return clusters(set, schema, request, facts);
      }
    }
  }

  /** The graphs with features of edges, learned from those of the graphs to learn from. */
  private static Graphs withEdgeFeatures(SetTables set, GraphRequest request) {
    return request.edgeFeatures().isEmpty()
        ? request.graphs()
        : EdgeColumns.learned(training(set.edges(), "edges of graphs to learn from"), request);
  }

  private static GraphRows clusters(
      SetTables set, Schema schema, GraphRequest request, DataFacts facts) {
    TrainingRequest wanted = request.rows();
    SetGathering gathering =
        new SetGathering(
            set,
            schema,
            wanted.target(),
            wanted.roles().weight() != null,
            (double) facts.steps() / facts.rows());
    int shards = wanted.shards().applyAsInt(facts.rows());
    List<Double> weights = wanted.classWeights().of(facts.location(), facts.classes());
    TrainingRows rows =
        new TrainingRows(
            schema,
            gathering.load(TableSplits.TRAINING, facts.rows(), shards, weights),
            gathering.load(TableSplits.HOLDOUT, facts.heldOut(), shards, List.of()),
            gathering.load(TableSplits.TEST, facts.test(), TrainingRows.TEST_SHARDS, List.of()),
            facts);
    GraphFacts found =
        Stream.of(rows.training(), rows.holdout(), rows.test())
            .filter(cluster -> cluster != null)
            .map(SetGathering::facts)
            .reduce(GraphFacts::plus)
            .get();
    return new GraphRows(rows, found);
  }

  /** What graphs say of their label. */
  private record Ranked(LabelColumn label, DataFacts facts, List<String> warnings) {}

  private static Ranked learnedLabel(Table graphs, TrainingRequest wanted) {
    UsedColumns columns =
        UsedColumns.of(
            training(graphs, "to learn from"), labelRoles(wanted.roles()), wanted.target());
    try (RankedRows ranked = RankedRows.rank(columns, wanted.seed())) {
      Learned learned = Learned.of(ranked, Split.NONE);
      Schema schema =
          learned.schema(
              wanted.target(), wanted.units(), null, wanted.classes(), wanted.knownClasses());
      List<String> warnings =
          DataWarnings.ofTraining(columns, learned.rowFacts(), schema).stream()
              .filter(warning -> !warning.contains(GraphPartitions.KEY))
              .toList();
      return new Ranked(schema.label(), learned.facts(schema, warnings), warnings);
    }
  }

  /** Refuses labels and weights of graphs that neither training nor evaluation can use. */
  static RowFacts checkLabels(Table graphs, ColumnRoles roles, Loss.Target target, long seed) {
    UsedColumns columns = UsedColumns.of(graphs, labelRoles(roles), target);
    try (RankedRows ranked = RankedRows.rank(columns, seed)) {
      RowFacts facts = FactsJob.run(ranked, Split.NONE);
      ValueCheck.usable(columns, facts, -1);
      return facts;
    }
  }

  /** The graphs that are for something. */
  static Table used(Table graphs) {
    int part = graphs.indexOf(TableSplits.PART);
    return part < 0
        ? graphs
        : graphs.part(
            graphs.where(),
            not(Table.column(part).equalTo(lit(TableSplits.UNUSED))),
            "for any part",
            "mark some graphs");
  }

  private static Table training(Table table, String words) {
    Column part = Table.column(table.indexOf(TableSplits.PART));
    return table.part(
        table.where(),
        part.equalTo(lit(TableSplits.TRAINING)),
        words,
        "leave some graphs to learn from");
  }

  /** The roles of columns of graphs; the key stands in for features, of which graphs have none. */
  private static ColumnRoles labelRoles(ColumnRoles roles) {
    return new ColumnRoles(
        roles.labels(), List.of(GraphPartitions.KEY), List.of(), List.of(), roles.weight());
  }

  /** The roles of columns of nodes; the key stands in for a label, of which nodes have none. */
  private static ColumnRoles nodeRoles(GraphRequest request, GraphTables tables) {
    ColumnRoles roles = request.rows().roles();
    List<String> exclude = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (String name : roles.exclude()) {
      if (has(tables.nodes(), name)) {
        exclude.add(name);
      } else if (!has(tables.graphs(), name) && !has(tables.edges(), name)) {
        problems.add(
            "%s: %s has no column '%s'%s"
                .formatted(
                    tables.nodes().where(),
                    tables.nodes().location(),
                    name,
                    tables.nodes().hint(name)));
      }
    }
    if (!problems.isEmpty()) {
      throw new DataException(problems);
    }
    SetTables.ADDED.stream()
        .filter(name -> !GraphPartitions.KEY.equals(name))
        .forEach(exclude::add);
    return new ColumnRoles(
        List.of(GraphPartitions.KEY),
        roles.features(),
        exclude,
        EdgeColumns.categoricalOfNodes(tables.nodes(), request),
        null);
  }

  private static boolean has(Table table, String name) {
    return !table.matching(List.of(name)).equals(List.of(name)) || table.indexOf(name) >= 0;
  }
}
