package io.ganglion.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.monotonically_increasing_id;

import io.ganglion.data.FeatureColumn;
import io.ganglion.data.GraphForm;
import io.ganglion.data.Schema;
import io.ganglion.model.GraphStages;
import io.ganglion.model.GraphStages.Stage;
import io.ganglion.model.TrainedModel;
import io.ganglion.tensor.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Adds predictions, or the activations of a hidden layer, to the nodes of a graph: stage by stage
 * for all of them at once.
 */
public final class GraphScoring {
  private static final String ORDER = "order of the node";

  private final SparkSession spark;
  private final TrainedModel model;
  private final String layer;
  private final String filter;
  private long scored;

  /**
   * A scoring.
   *
   * @param layer whose activations are wanted in place of predictions; null for predictions, which
   *     of a model of pairs are the vectors that it compares
   * @param filter of the nodes to answer for, in Spark SQL; null for all
   */
  public GraphScoring(SparkSession spark, TrainedModel model, String layer, String filter) {
    this.spark = spark;
    this.model = model;
    this.layer = layer;
    this.filter = filter;
  }

  /**
   * The nodes with the new columns behind their own, in their order.
   *
   * @throws DataException if columns are missing, or nodes and edges do not fit together
   * @throws io.ganglion.model.ModelException if no layer has the name
   */
  public Dataset<Row> score(GraphTables tables) {
    return SourceFailures.unwrapped(() -> answered(tables));
  }

  private Dataset<Row> answered(GraphTables tables) {
    Schema schema = model.schema();
    GraphForm form = schema.graphs().form();
    Table nodes = tables.nodes();
    check(nodes, schema);
    Answer answer = Answer.of(model, layer == null ? lastOfNodes() : layer);
    checkNew(nodes, answer);
    Table keyed = GraphPartitions.keyed(GraphColumns.vectors(nodes, form), form);
    JavaRDD<NodeRows> found;
    try (GraphPartitions graph =
        GraphPartitions.of(
            keyed,
            schema,
            tables.edges(),
            GraphPartitions.edges(tables.edges(), schema),
            form,
            0)) {
      found = new StagedPass(model, graph, answer.layer()).run();
    }
    return joined(nodes, form, found, answer);
  }

  /** The name of the last layer with a row a node, of a model of pairs; null for any other. */
  private String lastOfNodes() {
    if (!model.schema().graphs().pairs()) {
      return null;
    }
    List<Stage> stages = GraphStages.of(model.spec());
    Stage last = stages.get(stages.size() - 1);
    return model.spec().bind().layers().get(last.firstLayer() + last.layers() - 1).name();
  }

  /**
   * Refuses nodes or edges without the columns that a model needs.
   *
   * @throws DataException naming those
   */
  static void check(Table table, Schema schema) {
    List<String> missing =
        schema.features().stream()
            .map(FeatureColumn::name)
            .filter(name -> table.indexOf(name) < 0)
            .map(
                name ->
                    "%s: the model needs column '%s', which is not in %s%s"
                        .formatted(table.where(), name, table.location(), table.hint(name)))
            .toList();
    if (!missing.isEmpty()) {
      throw new DataException(missing);
    }
  }

  /**
   * Refuses an answer whose columns a table has already.
   *
   * @throws DataException naming one
   */
  static void checkNew(Table nodes, Answer answer) {
    for (StructField column : answer.columns().fields()) {
      if (nodes.indexOf(column.name()) >= 0) {
        throw new DataException(
            "%s: column '%s' is there already; rename or drop it"
                .formatted(nodes.where(), column.name()));
      }
    }
  }

  /** The rows of the table with what was found of their nodes. */
  private Dataset<Row> joined(Table nodes, GraphForm form, JavaRDD<NodeRows> found, Answer answer) {
    StructType type = new StructType().add(GraphPartitions.KEY, DataTypes.LongType);
    for (StructField column : answer.columns().fields()) {
      type = type.add(column);
    }
    Dataset<Row> answers =
        spark.createDataFrame(found.flatMap(rows -> answers(rows, answer)), type);
    Dataset<Row> wanted = TableSource.filtered("--where", nodes.rows(), filter);
    scored = wanted.count();
    Table asked = nodes.with(wanted.withColumn(ORDER, monotonically_increasing_id()));
    String[] columns = GraphPartitions.keyed(asked, form).rows().columns();
    String[] own = Arrays.copyOf(columns, columns.length - 2);
    List<Column> all = new ArrayList<>();
    for (String name : own) {
      all.add(col("`" + name.replace("`", "``") + "`"));
    }
    for (StructField column : answer.columns().fields()) {
      all.add(col("`" + column.name().replace("`", "``") + "`"));
    }
    return GraphPartitions.keyed(asked, form)
        .rows()
        .join(answers, GraphPartitions.KEY)
        .orderBy(ORDER)
        .select(all.toArray(Column[]::new));
  }

  private static Iterator<Row> answers(NodeRows rows, Answer answer) {
    Matrix found = new Matrix().point(rows.numeric, 0, rows.rows, rows.width);
    return IntStream.range(0, rows.rows)
        .mapToObj(
            r -> {
              Object[] values = new Object[1 + answer.width()];
              values[0] = rows.keys[r];
              answer.write(found, null, r, values, 1);
              return RowFactory.create(values);
            })
        .iterator();
  }

  /** The number of nodes answered for. */
  public long scored() {
    return scored;
  }
}
