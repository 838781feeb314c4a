package io.ganglion.spark.graph;

import static org.apache.spark.sql.functions.monotonically_increasing_id;

import io.ganglion.data.GraphForm;
import io.ganglion.data.Schema;
import io.ganglion.model.GraphStages;
import io.ganglion.model.GraphStages.Stage;
import io.ganglion.model.TrainedModel;
import io.ganglion.spark.scoring.Answer;
import io.ganglion.spark.scoring.AnsweredRows;
import io.ganglion.spark.scoring.Scoring;
import io.ganglion.spark.table.DataException;
import io.ganglion.spark.table.SourceFailures;
import io.ganglion.spark.table.Table;
import io.ganglion.spark.table.TableSource;
import io.ganglion.tensor.Matrix;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Adds predictions, or the activations of a hidden layer, to the nodes of a graph: stage by stage
 * for all of them at once.
 */
public final class GraphScoring {
  private static final String ORDER = "order of the node";

  private final TrainedModel model;
  private final String layer;
  private final Answer.Form form;
  private final String filter;
  private long scored;

  /**
   * A scoring.
   *
   * @param layer whose activations are wanted in place of predictions; null for predictions, which
   *     of a model of pairs are the vectors that it compares
   * @param form of the answer
   * @param filter of the nodes to answer for, in Spark SQL; null for all
   */
  public GraphScoring(TrainedModel model, String layer, Answer.Form form, String filter) {
    this.model = model;
    this.layer = layer;
    this.form = form;
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
    Scoring.checkFeatures(nodes, schema);
    Answer answer = this.form.of(model, layer == null ? lastOfNodes() : layer);
    Scoring.checkNew(nodes, nodes.names(), answer);
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

  /** The rows of the table with what was found of their nodes. */
  private Dataset<Row> joined(Table nodes, GraphForm form, JavaRDD<NodeRows> found, Answer answer) {
    Dataset<Row> wanted = TableSource.filtered("--where", nodes.rows(), filter);
    scored = wanted.count();
    Table asked = nodes.with(wanted.withColumn(ORDER, monotonically_increasing_id()));
    return AnsweredRows.of(
        GraphPartitions.keyed(asked, form),
        List.of(GraphPartitions.KEY),
        IntStream.range(0, nodes.columns().size()).boxed().toList(),
        ORDER,
        found.flatMap(rows -> answers(rows, answer)),
        answer);
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
