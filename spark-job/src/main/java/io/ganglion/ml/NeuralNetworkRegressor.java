package io.ganglion.ml;

import io.ganglion.job.DatasetTraining;
import java.util.List;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Learns numbers. */
public final class NeuralNetworkRegressor
    extends NeuralNetworkEstimator<NeuralNetworkRegressor, NeuralNetworkRegressionModel> {
  private static final long serialVersionUID = 1L;

  private final Columns columns;

  /** A regressor with the params that are so by default. */
  public NeuralNetworkRegressor() {
    this(Identifiable.randomUID("neuralNetworkRegressor"));
  }

  /** A regressor with an id of its own. */
  public NeuralNetworkRegressor(String uid) {
    super(uid);
    this.columns = Columns.ofNumbers(this);
    setColumnDefaults();
    setTrainingDefaults();
  }

  @Override
  public Columns columns() {
    return columns;
  }

  @Override
  public NeuralNetworkRegressor self() {
    return this;
  }

  @Override
  String usualLoss() {
    return "mse";
  }

  @Override
  Label label(Dataset<Row> rows) {
    return new Label(rows.col(FeatureColumns.quoted(getLabelCol())), 1, List.of());
  }

  @Override
  NeuralNetworkRegressionModel model(DatasetTraining trained) {
    return new NeuralNetworkRegressionModel(
        uid(), trained.model(), new TrainingSummary(trained.result()));
  }

  @Override
  StructType withPredictions(StructType schema) {
    InputCheck check = new InputCheck(schema);
    check.free("predictionCol", getPredictionCol());
    check.end();
    return getPredictionCol().isEmpty()
        ? schema
        : schema.add(getPredictionCol(), DataTypes.DoubleType);
  }

  /** Reads regressors that were saved. */
  public static MLReader<NeuralNetworkRegressor> read() {
    return new StageReader<>(NeuralNetworkRegressor.class, NeuralNetworkRegressor::new);
  }

  /** Reads a regressor that was saved. */
  public static NeuralNetworkRegressor load(String path) {
    return read().load(path);
  }
}
