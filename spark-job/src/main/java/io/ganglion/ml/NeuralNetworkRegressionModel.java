package io.ganglion.ml;

import io.ganglion.model.TrainedModel;
import io.ganglion.spark.scoring.Answer;
import io.ganglion.spark.scoring.VectorAnswer;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.types.StructType;

/** Predicts numbers in the units of the data; several for a row as a vector. */
public final class NeuralNetworkRegressionModel
    extends NeuralNetworkModel<NeuralNetworkRegressionModel> {
  private static final long serialVersionUID = 1L;

  private final Columns columns;

  NeuralNetworkRegressionModel(String uid, TrainedModel trained, TrainingSummary summary) {
    super(uid, trained, summary);
    this.columns = Columns.ofNumbers(this);
    setColumnDefaults();
  }

  @Override
  public Columns columns() {
    return columns;
  }

  @Override
  public NeuralNetworkRegressionModel self() {
    return this;
  }

  @Override
  Answer answer() {
    return VectorAnswer.predictions(trained(), getPredictionCol(), "", "");
  }

  @Override
  StructType answered() {
    return answer().columns();
  }

  @Override
  NeuralNetworkRegressionModel again() {
    return new NeuralNetworkRegressionModel(uid(), trained(), summaryOrNull());
  }

  /** Reads models that were saved, or that the command line trained. */
  public static MLReader<NeuralNetworkRegressionModel> read() {
    return new ModelReader<>(
        NeuralNetworkRegressionModel.class,
        (uid, trained) -> new NeuralNetworkRegressionModel(uid, trained, null),
        trained ->
            trained.schema().label().classed()
                ? "expected a model of numbers, found one of classes:"
                    + " load it with NeuralNetworkClassificationModel"
                : null);
  }

  /** Reads a model that was saved, or that the command line trained. */
  public static NeuralNetworkRegressionModel load(String path) {
    return read().load(path);
  }
}
