package io.ganglion.model;

import io.ganglion.data.Batch;
import io.ganglion.data.Shape;
import io.ganglion.network.LayerInfo;
import io.ganglion.network.Network;
import io.ganglion.network.Pass;
import io.ganglion.tensor.Matrix;
import io.ganglion.train.ModelSpec;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Runs a model's network over a batch that a subclass fills: applies the link and brings numbers
 * back to the units of the data. For one thread.
 */
public abstract sealed class ModelPass permits Predictor, SequencePredictor, NodePredictor {
  private final ModelSpec spec;
  private final Network network;
  private final Pass pass;
  private final Matrix prediction = new Matrix();
  private Matrix energies;

  /** The rows to predict for. */
  final Batch batch;

  /**
   * A pass.
   *
   * @param weights the flat vector of all parameters, not written
   */
  ModelPass(ModelSpec spec, float[] weights) {
    this.spec = spec;
    this.network = spec.bind();
    this.pass = network.pass(weights, null);
    this.batch = new Batch(spec.columns());
  }

  /** Predicts for the batch. */
  final Matrix run() {
    network.begin(pass, batch, Pass.Mode.INFERENCE, 0);
    Matrix out = network.forward(pass);
    float[] data = prediction.data.length < out.size() ? new float[out.size()] : prediction.data;
    prediction.point(data, 0, out.rows, out.columns);
    energies = network.energies(pass);
    spec.loss().predict(out, prediction);
    spec.scaling().restore(prediction, batch.targets.base, prediction);
    return prediction;
  }

  /**
   * The last prediction, {@code [rows, outputs]}: numbers in the units of the data, or the
   * probabilities of the classes.
   */
  public final Matrix prediction() {
    return prediction;
  }

  /**
   * The energies of the rows of the last prediction, {@code [rows, 1]}, of an undirected network.
   */
  public final Matrix energies() {
    return energies;
  }

  /** The output of a layer in the last prediction, {@code [rows, width]}. */
  public final Matrix output(int layer) {
    return pass.shown(layer);
  }

  /**
   * The index of a layer for {@link #output}.
   *
   * @throws ModelException if no layer is called so, or its output can't be seen
   */
  public final int layer(String name) {
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
  public final int width(int layer) {
    return network.layers().get(layer).output().features();
  }

  /** The width of a prediction. */
  public final int width() {
    return network.output().features();
  }

  /** Whether a layer has a row of output for each step of an example, not one for the example. */
  public final boolean perStep(int layer) {
    return !(network.layers().get(layer).output() instanceof Shape.Vector);
  }
}
