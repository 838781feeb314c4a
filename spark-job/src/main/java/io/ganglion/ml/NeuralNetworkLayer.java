package io.ganglion.ml;

import io.ganglion.model.TrainedModel;
import io.ganglion.spark.scoring.Answer;
import io.ganglion.spark.scoring.VectorAnswer;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** A trained network up to a hidden layer: adds the activations of that layer as vectors. */
public final class NeuralNetworkLayer extends Transformer
    implements FeatureParams<NeuralNetworkLayer>, MLWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final TrainedModel trained;
  private final Param<String> featuresCol;
  private final Param<String> layer;
  private final Param<String> outputCol;

  NeuralNetworkLayer(String uid, TrainedModel trained) {
    this.uid = uid;
    this.trained = trained;
    this.featuresCol = Columns.features(this);
    this.layer = new Param<>(this, "layer", "name of the layer, such as dense_1");
    this.outputCol = new Param<>(this, "outputCol", "column of activations to add");
    setDefault(featuresCol, "features");
    setDefault(outputCol, "activations");
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public Param<String> featuresCol() {
    return featuresCol;
  }

  @Override
  public NeuralNetworkLayer self() {
    return this;
  }

  /** Name of the layer. */
  public Param<String> layer() {
    return layer;
  }

  public String getLayer() {
    return getOrDefault(layer);
  }

  /**
   * The layer whose activations are wanted.
   *
   * @throws io.ganglion.model.ModelException if no layer has the name
   */
  public NeuralNetworkLayer setLayer(String name) {
    VectorAnswer.activations(trained, name, getOutputCol());
    set(layer, name);
    return this;
  }

  /** Column of activations. */
  public Param<String> outputCol() {
    return outputCol;
  }

  public String getOutputCol() {
    return getOrDefault(outputCol);
  }

  /** The column to add. */
  public NeuralNetworkLayer setOutputCol(String name) {
    set(outputCol, name);
    return this;
  }

  private Answer answer() {
    return VectorAnswer.activations(trained, getLayer(), getOutputCol());
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    Answer answer = answer();
    return new Transformation(trained, getFeaturesCol(), answer, answer.columns())
        .of(dataset.toDF());
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return Transformation.schema(schema, trained, getFeaturesCol(), answer().columns());
  }

  @Override
  public NeuralNetworkLayer copy(ParamMap extra) {
    return copyValues(new NeuralNetworkLayer(uid, trained), extra);
  }

  @Override
  public MLWriter write() {
    return new StageWriter(this, trained);
  }

  /** Reads layers that were saved. */
  public static MLReader<NeuralNetworkLayer> read() {
    return new ModelReader<>(NeuralNetworkLayer.class, NeuralNetworkLayer::new, trained -> null);
  }

  /** Reads a layer that was saved. */
  public static NeuralNetworkLayer load(String path) {
    return read().load(path);
  }
}
