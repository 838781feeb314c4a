package io.ganglion.ml;

import io.ganglion.model.TrainedModel;
import io.ganglion.spark.graph.GraphScoring;
import io.ganglion.spark.graph.GraphTables;
import io.ganglion.spark.scoring.Answer;
import io.ganglion.spark.scoring.ScoringFunction;
import io.ganglion.spark.table.DatasetTable;
import io.ganglion.spark.table.TableSource;
import java.util.List;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * A trained network that adds predictions to datasets, by blocks of rows on the executors.
 *
 * @param <M> the model itself
 */
public abstract class NeuralNetworkModel<M extends NeuralNetworkModel<M>> extends Model<M>
    implements PredictionParams<M>, MLWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final TrainedModel trained;
  private final transient TrainingSummary summary;

  NeuralNetworkModel(String uid, TrainedModel trained, TrainingSummary summary) {
    this.uid = uid;
    this.trained = trained;
    this.summary = summary;
  }

  @Override
  public String uid() {
    return uid;
  }

  /** What was trained: schema, network and weights. */
  public TrainedModel trained() {
    return trained;
  }

  /** Whether {@link #summary} is there: not in a model that was loaded. */
  public boolean hasSummary() {
    return summary != null;
  }

  /**
   * How training went.
   *
   * @throws IllegalStateException if the model was loaded
   */
  public TrainingSummary summary() {
    if (summary == null) {
      throw new IllegalStateException(
          uid + ": expected the model of a fit, found one that was loaded, without a summary");
    }
    return summary;
  }

  /** The summary of a fit; null without. */
  final TrainingSummary summaryOrNull() {
    return summary;
  }

  /** The columns that the model adds. */
  abstract Answer answer();

  /** The new columns, with what their metadata says. */
  abstract StructType answered();

  /**
   * Adds predictions, a broadcast of the weights for all rows.
   *
   * @throws io.ganglion.spark.table.DataException if a column is missing or of the wrong type
   */
  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    return new Transformation(trained, getFeaturesCol(), answer(), answered()).of(dataset.toDF());
  }

  /**
   * Adds predictions to the nodes of a graph, layer by layer for all nodes at once.
   *
   * @param nodes with the columns that the model learned from
   * @param edges as in training
   */
  public Dataset<Row> transform(Dataset<?> nodes, Dataset<?> edges) {
    GraphTables tables =
        new GraphTables(
            new TableSource("nodes", new DatasetTable(nodes.toDF()), null, List.of())
                .read(nodes.sparkSession()),
            new TableSource("edges", new DatasetTable(edges.toDF()), null, List.of())
                .read(nodes.sparkSession()),
            null);
    Dataset<Row> scored =
        new GraphScoring(trained, null, (model, layer) -> answer(), null).score(tables);
    return Transformation.restored(scored, nodes.schema(), 0, answered());
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return Transformation.schema(schema, trained, getFeaturesCol(), answered());
  }

  /**
   * The model up to a hidden layer: a transformer that adds the layer's activations.
   *
   * @param layer its name, such as {@code dense_1}
   * @throws io.ganglion.model.ModelException if no layer has the name
   */
  public NeuralNetworkLayer upTo(String layer) {
    return new NeuralNetworkLayer(uid + "_" + layer, trained)
        .setFeaturesCol(getFeaturesCol())
        .setLayer(layer);
  }

  /**
   * Makes the network a function of Spark SQL: {@code SELECT name(features)}, or of a model whose
   * features are columns {@code SELECT name(struct(*))}. It gives a number, or the name of a class.
   *
   * @throws io.ganglion.model.ModelException if its examples are not rows, or it predicts several
   *     numbers
   */
  public void registerFunction(SparkSession spark, String name) {
    ScoringFunction.register(spark, name, trained);
  }

  /** The same network under a copy of the params. */
  abstract M again();

  @Override
  public M copy(ParamMap extra) {
    M copy = copyValues(again(), extra);
    return copy.setParent(parent());
  }

  @Override
  public MLWriter write() {
    return new StageWriter(this, trained);
  }
}
