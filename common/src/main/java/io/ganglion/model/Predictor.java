package io.ganglion.model;

import io.ganglion.data.Batch;
import io.ganglion.data.RawRow;
import io.ganglion.data.RowEncoder;
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
  private final RowEncoder encoder;
  private final int width;
  private final ModelSpec spec;
  private final Network network;
  private final Pass pass;
  private final Batch batch;
  private final float[] encoded;
  private final Matrix prediction;
  private final int capacity;
  private Matrix energies;

  /**
   * A predictor.
   *
   * @param weights the flat vector of all parameters, not written
   * @param capacity rows a batch at most
   */
  public Predictor(Schema schema, ModelSpec spec, float[] weights, int capacity) {
    this.encoder = new RowEncoder(schema);
    this.width = schema.width();
    this.spec = spec;
    this.capacity = capacity;
    this.network = spec.bind();
    this.pass = network.pass(weights, null);
    this.batch = new Batch(spec.columns());
    this.encoded = new float[capacity * width];
    batch.ids = new int[capacity * batch.idColumns];
    batch.sparse.start = new int[capacity + 1];
    this.prediction = new Matrix(capacity, network.output().features());
  }

  /** The most rows of a batch. */
  public int capacity() {
    return capacity;
  }

  /**
   * Puts a row into the batch, after those before it.
   *
   * @param row below the capacity
   */
  public void set(int row, RawRow raw) {
    encoder.encode(raw.numbers, 0, encoded, row * width);
    for (int c = 0; c < batch.idColumns; c++) {
      batch.ids[row * batch.idColumns + c] = encoder.id(c, raw.categories[c]);
    }
    if (batch.sparse.columns > 0) {
      batch.sparse.set(row, raw.index, raw.value, raw.stored);
    }
  }

  /**
   * Predicts for the rows that were set.
   *
   * @return {@code [rows, outputs]}: numbers in the units of the data, or the probabilities of the
   *     classes; overwritten by the next call
   */
  public Matrix predict(int rows) {
    batch.numeric.point(encoded, 0, rows, width);
    batch.sparse.rows = batch.sparse.columns > 0 ? rows : 0;
    ((Structure.Independent) batch.structure).rows = rows;
    network.begin(pass, batch, Pass.Mode.INFERENCE, 0);
    Matrix out = network.forward(pass);
    prediction.point(prediction.data, 0, rows, out.columns);
    energies = network.energies(pass);
    spec.loss().predict(out, prediction);
    spec.scaling().restore(prediction, prediction);
    return prediction;
  }

  /** What the last {@link #predict} returned. */
  public Matrix prediction() {
    return prediction;
  }

  /**
   * The energies of the rows of the last prediction, {@code [rows, 1]}, of an undirected network.
   */
  public Matrix energies() {
    return energies;
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
