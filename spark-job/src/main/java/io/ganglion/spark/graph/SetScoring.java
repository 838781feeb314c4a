package io.ganglion.spark.graph;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.apache.spark.sql.functions.pmod;

import io.ganglion.data.GraphForm;
import io.ganglion.data.Schema;
import io.ganglion.model.TrainedModel;
import io.ganglion.spark.scoring.Answer;
import io.ganglion.spark.scoring.AnsweredRows;
import io.ganglion.spark.scoring.Scoring;
import io.ganglion.spark.table.DataException;
import io.ganglion.spark.table.SourceFailures;
import io.ganglion.spark.table.Table;
import io.ganglion.spark.table.TableSplits;
import io.ganglion.spark.training.TrainingRows;
import io.ganglion.train.TrainState;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/** Adds predictions to graphs, or the activations of a hidden layer to graphs or to their nodes. */
public final class SetScoring {
  private static final String POSITION = "position of the row";
  private static final long GRAPHS_PER_SHARD = 1 << 14;

  private final SparkSession spark;
  private final TrainedModel model;
  private final Answer answer;
  private final String filter;
  private final GraphForm form;
  private long scored;

  /**
   * A scoring.
   *
   * @param answer what is wanted of the model
   * @param filter of the graphs to answer for, in Spark SQL; null for all
   */
  public SetScoring(SparkSession spark, TrainedModel model, Answer answer, String filter) {
    this.spark = spark;
    this.model = model;
    this.answer = answer;
    this.filter = filter;
    this.form = model.schema().graphs().form();
  }

  /** The columns that stand before the new ones: those of graphs, or the ids of nodes. */
  public List<String> own(GraphTables tables) {
    return answer.perStep() ? List.of(form.id(), form.node()) : tables.graphs().names();
  }

  /**
   * The graphs, or their nodes, with the new columns behind their own, in their order.
   *
   * @throws DataException if columns are missing, or graphs, nodes and edges do not fit together
   */
  public Dataset<Row> score(GraphTables tables) {
    return SourceFailures.unwrapped(() -> answered(tables));
  }

  private Dataset<Row> answered(GraphTables tables) {
    Schema schema = model.schema();
    Table nodes = positioned(GraphColumns.vectors(tables.nodes(), form));
    Scoring.checkFeatures(nodes, schema);
    Table graphs = SetTables.asked(positioned(tables.graphs()), form, filter);
    Table answered = answer.perStep() ? nodes : graphs;
    Scoring.checkNew(answered, answered.names(), answer);
    GraphTables all = new GraphTables(nodes, tables.edges(), graphs);
    try (SetTables set = SetTables.of(graphs, placed(graphs), all, form)) {
      scored = GraphSets.used(graphs).rows().count();
      if (scored == 0) {
        throw GraphSets.used(graphs).empty();
      }
      double meanNodes = (double) set.usedNodes() / scored;
      SetGathering gathering =
          new SetGathering(set, schema, model.spec().loss().target(), false, meanNodes);
      JavaRDD<Row> answers = answers(gathering).persist(StorageLevel.MEMORY_AND_DISK());
      gathering.explained(answers::count);
      return joined(answer.perStep() ? set.nodes() : graphs, answers);
    }
  }

  private static Table positioned(Table table) {
    return table.with(table.rows().withColumn(POSITION, monotonically_increasing_id()));
  }

  /** Graphs as {@link LabelledNodes#all} places examples, without labels. */
  private static Dataset<Row> placed(Table graphs) {
    Column key = Table.column(graphs.indexOf(GraphPartitions.KEY));
    return graphs
        .positional()
        .select(
            key.as(LabelledNodes.KEY),
            key.as(LabelledNodes.ORDER),
            Table.column(graphs.indexOf(TableSplits.PART)).as(LabelledNodes.PART),
            pmod(key, lit(1L << 30)).as(LabelledNodes.PLACE));
  }

  private JavaRDD<Row> answers(SetGathering gathering) {
    long shards = Math.max(TrainingRows.TEST_SHARDS, scored / GRAPHS_PER_SHARD);
    UnitPlan units = gathering.units(scored, (int) Math.min(shards, scored));
    JavaPairRDD<Integer, SetPiece> examples =
        gathering
            .tables()
            .examples()
            .where(col(LabelledNodes.PART).equalTo(lit(TableSplits.TRAINING)))
            .toJavaRDD()
            .mapPartitionsToPair(rows -> ScoredSets.packed(rows, units));
    Broadcast<TrainState> weights =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .broadcast(TrainState.start(model.weights(), 0));
    ScoredSets scoring = new ScoredSets(model.spec(), answer);
    return gathering
        .blocks(TableSplits.TRAINING, units, examples, 0)
        .mapPartitions(blocks -> scoring.rows(blocks, weights.value().weights));
  }

  /** The rows of a table with what was found of them. */
  private Dataset<Row> joined(Table table, JavaRDD<Row> found) {
    List<String> names = table.names();
    if (answer.perStep()) {
      List<Integer> ids =
          IntStream.range(0, names.size())
              .filter(i -> names.get(i).equals(form.id()) || names.get(i).equals(form.node()))
              .boxed()
              .toList();
      List<String> keys = List.of(SetTables.GRAPH, GraphPartitions.KEY);
      return AnsweredRows.of(table, keys, ids, POSITION, found, answer);
    }
    List<Integer> own = IntStream.range(0, names.indexOf(POSITION)).boxed().toList();
    return AnsweredRows.of(table, List.of(GraphPartitions.KEY), own, POSITION, found, answer);
  }

  /** The number of graphs answered for. */
  public long scored() {
    return scored;
  }
}
