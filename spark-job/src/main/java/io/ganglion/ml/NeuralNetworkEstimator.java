package io.ganglion.ml;

import io.ganglion.job.DatasetTraining;
import io.ganglion.spark.table.DatasetTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A network that Spark ML fits to a dataset, on the executors, as a job does.
 *
 * @param <S> the estimator itself
 * @param <M> the model that it gives
 */
public abstract class NeuralNetworkEstimator<
        S extends NeuralNetworkEstimator<S, M>, M extends NeuralNetworkModel<M>>
    extends Estimator<M> implements TrainingParams<S>, MLWritable {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(NeuralNetworkEstimator.class);

  /**
   * What is learned of a dataset.
   *
   * @param label the column
   * @param outputs of the last layer
   * @param classes empty where numbers are learned
   */
  record Label(Column label, int outputs, List<String> classes) {}

  private final String uid;
  private final TrainingParamSet training;

  NeuralNetworkEstimator(String uid) {
    this.uid = uid;
    this.training = new TrainingParamSet(this);
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public TrainingParamSet trainingParams() {
    return training;
  }

  /** The loss where none is set. */
  abstract String usualLoss();

  /** What is learned of a dataset. */
  abstract Label label(Dataset<Row> rows);

  /** The model of a training, without its params. */
  abstract M model(DatasetTraining trained);

  /**
   * Trains on a dataset.
   *
   * @throws io.ganglion.config.ConfigException naming every problem of the params
   * @throws io.ganglion.spark.table.DataException if the rows can't be learned from
   * @throws io.ganglion.network.NetworkException if network and columns don't fit
   * @throws io.ganglion.train.DivergedException if the loss or a weight is no longer a number
   */
  @Override
  public M fit(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    Dataset<Row> rows = dataset.toDF();
    TrainingKeys keys = new TrainingKeys(this);
    Label label = label(rows);
    List<Object> network = keys.network(label.outputs());
    FeatureColumns features =
        embeds(network)
            ? FeatureColumns.embedded(rows.schema().apply(getFeaturesCol()))
            : FeatureColumns.whole(getFeaturesCol());
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("train", new DatasetTable(used(features.with(rows), features.names(), label)));
    data.put("features", features.names());
    if (!features.categories().isEmpty()) {
      data.put("categorical", features.categories());
    }
    Map<String, Object> sequence = FeatureColumns.sequence(rows, getFeaturesCol());
    if (sequence != null) {
      data.remove("features");
      data.put("sequence", sequence);
    }
    data.putAll(keys.weights());
    data.putAll(keys.heldOut());
    return fit(rows, keys, data, network, label);
  }

  /**
   * Trains on the nodes of a graph.
   *
   * @param nodes a row a node: its id, its features as vectors, and its label; nodes without one
   *     are heard by others
   * @param edges a row an edge
   */
  public M fit(Dataset<?> nodes, Dataset<?> edges) {
    transformSchema(nodes.schema());
    Dataset<Row> rows = nodes.toDF();
    TrainingKeys keys = new TrainingKeys(this);
    Label label = label(rows);
    Map<String, Object> graph = TrainingKeys.map(graph(), getGraph());
    List<String> names = new ArrayList<>(List.of(String.valueOf(graph.get("node"))));
    names.add(getFeaturesCol());
    Map<String, Object> data = new LinkedHashMap<>();
    Dataset<Row> marked = NodeParts.marked(used(rows, names, label), names.get(0), this);
    data.put("nodes", new DatasetTable(marked));
    data.put("edges", new DatasetTable(edges.toDF()));
    data.put("graph", graph);
    data.putAll(keys.weights());
    data.put("split", NodeParts.split(this));
    return fit(rows, keys, data, keys.network(label.outputs()), label);
  }

  private static boolean embeds(List<Object> network) {
    Object first = network.isEmpty() ? null : network.get(0);
    return first instanceof Map<?, ?> map
        ? map.containsKey("embedding")
        : "embedding".equals(first);
  }

  /** The columns that are learned from, and no others. */
  private Dataset<Row> used(Dataset<Row> rows, List<String> features, Label label) {
    List<Column> columns = new ArrayList<>();
    features.forEach(name -> columns.add(rows.col(FeatureColumns.quoted(name))));
    columns.add(label.label());
    if (isSet(weightCol())) {
      columns.add(rows.col(FeatureColumns.quoted(getWeightCol())));
    }
    if (isSet(validationIndicatorCol())) {
      columns.add(rows.col(FeatureColumns.quoted(getValidationIndicatorCol())));
    }
    return rows.select(columns.toArray(Column[]::new));
  }

  private M fit(
      Dataset<Row> rows,
      TrainingKeys keys,
      Map<String, Object> data,
      List<Object> network,
      Label label) {
    data.put("label", getLabelCol());
    if (!label.classes().isEmpty()) {
      data.put("classes", label.classes());
    }
    Map<String, Object> job = new LinkedHashMap<>();
    job.put("name", uid);
    job.put("data", data);
    job.put("network", network);
    job.put("training", keys.training(usualLoss()));
    DatasetTraining trained =
        DatasetTraining.run(
            rows.sparkSession(),
            job,
            (epoch, epochs) ->
                LOG.info(
                    String.format(
                        Locale.ROOT,
                        "%s: epoch %d of %d: loss %.6g%s",
                        uid,
                        epoch.epoch(),
                        epochs,
                        epoch.training().loss(),
                        epoch.holdout() == null
                            ? ""
                            : String.format(
                                Locale.ROOT, ", held out %.6g", epoch.holdout().loss()))));
    trained.warnings().forEach(warning -> LOG.warn("{}: {}", uid, warning));
    M model = model(trained);
    model.setParent(this);
    return copyValues(model, ParamMap.empty());
  }

  @Override
  public StructType transformSchema(StructType schema) {
    InputCheck check = new InputCheck(schema);
    check.features("featuresCol", getFeaturesCol());
    check.number("labelCol", getLabelCol());
    if (isSet(weightCol())) {
      check.number("weightCol", getWeightCol());
    }
    if (isSet(validationIndicatorCol())) {
      check.flag("validationIndicatorCol", getValidationIndicatorCol());
    }
    check.end();
    return withPredictions(schema);
  }

  /** The schema with the columns that the model will add. */
  abstract StructType withPredictions(StructType schema);

  @SuppressWarnings("unchecked")
  @Override
  public S copy(ParamMap extra) {
    return (S) defaultCopy(extra);
  }

  @Override
  public MLWriter write() {
    return new StageWriter(this, null);
  }
}
