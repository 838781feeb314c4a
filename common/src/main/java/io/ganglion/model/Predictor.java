package io.ganglion.model;

import io.ganglion.data.Batch;
import io.ganglion.data.Schema;
import io.ganglion.data.Structure;
import io.ganglion.network.LayerInfo;
import io.ganglion.network.Network;
import io.ganglion.network.Pass;
import io.ganglion.tensor.Matrix;
import io.ganglion.train.ModelSpec;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Predicts for rows of raw columns, a batch at a time: encodes them by the model's schema, runs the
 * network, applies the link and brings numbers back to the units of the data. For one thread.
 */
public final class Predictor {
  private final Schema schema;
  private final ModelSpec spec;
  private final Network network;
  private final Pass pass;
  private final Batch batch;
  private final float[] encoded;
  private final Matrix prediction;
  private final int capacity;

  /**
   * A predictor.
   *
   * @param weights the flat vector of all parameters, not written
   * @param capacity rows a batch at most
   */
  public Predictor(Schema schema, ModelSpec spec, float[] weights, int capacity) {
    this.schema = schema;
    this.spec = spec;
    this.capacity = capacity;
    this.network = spec.bind();
    this.pass = network.pass(weights, null);
    this.batch = new Batch(spec.columns());
    this.encoded = new float[capacity * schema.width()];
    this.prediction = new Matrix(capacity, network.output().features());
  }

  /** The most rows of a batch. */
  public int capacity() {
    return capacity;
  }

  /**
   * Puts a row into the batch.
   *
   * @param row below the capacity
   * @param raw a value for each feature of the schema, NaN where it is missing
   */
  public void set(int row, double[] raw) {
    schema.encode(raw, encoded, row * schema.width());
  }

  /**
   * Predicts for the rows that were set.
   *
   * @return {@code [rows, outputs]}: numbers in the units of the data, or the probabilities of the
   *     classes; overwritten by the next call
   */
  public Matrix predict(int rows) {
    batch.numeric.point(encoded, 0, rows, schema.width());
    ((Structure.Independent) batch.structure).rows = rows;
    network.begin(pass, batch, Pass.Mode.INFERENCE, 0);
    Matrix out = network.forward(pass);
    prediction.point(prediction.data, 0, rows, out.columns);
    spec.scaling().restore(out, prediction);
    spec.loss().predict(prediction, prediction);
    return prediction;
  }

  /** What the last {@link #predict} returned. */
  public Matrix prediction() {
    return prediction;
  }

  /** The output of a layer in the last prediction, {@code [rows, width]}. */
  public Matrix output(int layer) {
    return pass.shown(layer);
  }

  /**
   * The index of a layer for {@link #output}.
   *
   * @throws ModelException if no layer is called so, or its output can't be seen
   */
  public int layer(String name) {
    List<LayerInfo> layers = network.layers();
    for (int i = 0; i < layers.size(); i++) {
      if (layers.get(i).name().equals(name) && network.shows(i)) {
        return i;
      }
    }
    throw new ModelException(
        "layer '" + name + "': expected one of " + String.join(", ", visible(layers)));
  }

  private List<String> visible(List<LayerInfo> layers) {
    return IntStream.range(0, layers.size())
        .filter(network::shows)
        .mapToObj(i -> layers.get(i).name())
        .toList();
  }

  /** The width of a layer's output. */
  public int width(int layer) {
    return network.layers().get(layer).output().features();
  }
}
