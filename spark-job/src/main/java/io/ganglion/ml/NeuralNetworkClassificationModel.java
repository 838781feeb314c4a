package io.ganglion.ml;

import io.ganglion.model.TrainedModel;
import io.ganglion.spark.scoring.Answer;
import io.ganglion.spark.scoring.VectorAnswer;
import java.util.List;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.types.StructType;

/** Predicts classes: their indices, whose names are in the metadata, and their probabilities. */
public final class NeuralNetworkClassificationModel
    extends NeuralNetworkModel<NeuralNetworkClassificationModel>
    implements ProbabilityParams<NeuralNetworkClassificationModel> {
  private static final long serialVersionUID = 1L;

  private final Columns columns;

  NeuralNetworkClassificationModel(String uid, TrainedModel trained, TrainingSummary summary) {
    super(uid, trained, summary);
    this.columns = Columns.ofClasses(this);
    setColumnDefaults();
  }

  @Override
  public Columns columns() {
    return columns;
  }

  @Override
  public NeuralNetworkClassificationModel self() {
    return this;
  }

  /** The names of the classes in the order of their indices. */
  public List<String> labels() {
    return trained().schema().label().classes();
  }

  /** The number of classes. */
  public int numClasses() {
    return labels().size();
  }

  @Override
  Answer answer() {
    return VectorAnswer.predictions(
        trained(), getPredictionCol(), getProbabilityCol(), getRawPredictionCol());
  }

  @Override
  StructType answered() {
    return ClassColumns.named(answer().columns(), getPredictionCol(), labels());
  }

  @Override
  NeuralNetworkClassificationModel again() {
    return new NeuralNetworkClassificationModel(uid(), trained(), summaryOrNull());
  }

  /** Reads models that were saved, or that the command line trained. */
  public static MLReader<NeuralNetworkClassificationModel> read() {
    return new ModelReader<>(
        NeuralNetworkClassificationModel.class,
        (uid, trained) -> new NeuralNetworkClassificationModel(uid, trained, null),
        trained ->
            trained.schema().label().classed()
                ? null
                : "expected a model of classes, found one of numbers:"
                    + " load it with NeuralNetworkRegressionModel");
  }

  /** Reads a model that was saved, or that the command line trained. */
  public static NeuralNetworkClassificationModel load(String path) {
    return read().load(path);
  }
}
