package io.ganglion.ml;

import io.ganglion.job.DatasetTraining;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Learns classes.
 *
 * <p>Labels are the indices of classes from 0 on, as {@code StringIndexer} makes them; the names in
 * their metadata become the classes of the model.
 */
public final class NeuralNetworkClassifier
    extends NeuralNetworkEstimator<NeuralNetworkClassifier, NeuralNetworkClassificationModel>
    implements ProbabilityParams<NeuralNetworkClassifier> {
  private static final long serialVersionUID = 1L;

  private final Columns columns;

  /** A classifier with the params that are so by default. */
  public NeuralNetworkClassifier() {
    this(Identifiable.randomUID("neuralNetworkClassifier"));
  }

  /** A classifier with an id of its own. */
  public NeuralNetworkClassifier(String uid) {
    super(uid);
    this.columns = Columns.ofClasses(this);
    setColumnDefaults();
    setTrainingDefaults();
  }

  @Override
  public Columns columns() {
    return columns;
  }

  @Override
  public NeuralNetworkClassifier self() {
    return this;
  }

  @Override
  String usualLoss() {
    return "categorical_crossentropy";
  }

  @Override
  Label label(Dataset<Row> rows) {
    LabelClasses classes = LabelClasses.of(rows, getLabelCol());
    boolean one = isSet(loss()) && getLoss().equals("binary_crossentropy");
    return new Label(classes.label(), one ? 1 : classes.names().size(), classes.names());
  }

  @Override
  NeuralNetworkClassificationModel model(DatasetTraining trained) {
    return new NeuralNetworkClassificationModel(
        uid(), trained.model(), new TrainingSummary(trained.result()));
  }

  @Override
  StructType withPredictions(StructType schema) {
    return ClassColumns.added(schema, this);
  }

  /** Reads classifiers that were saved. */
  public static MLReader<NeuralNetworkClassifier> read() {
    return new StageReader<>(NeuralNetworkClassifier.class, NeuralNetworkClassifier::new);
  }

  /** Reads a classifier that was saved. */
  public static NeuralNetworkClassifier load(String path) {
    return read().load(path);
  }
}
