package io.ganglion.train;

import io.ganglion.data.Shape;
import io.ganglion.data.Structure;
import io.ganglion.network.LayerInfo;
import io.ganglion.network.Network;
import io.ganglion.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * The outputs of a hidden layer for examples that are evenly drawn.
 *
 * @param layer its name
 * @param outputs {@code [examples, width]}
 * @param labels of the examples: indices of classes, or numbers in the units of the data
 */
public record LayerOutputs(String layer, Matrix outputs, List<Double> labels) {
  public LayerOutputs {
    labels = List.copyOf(labels);
  }

  /**
   * The outputs of the last hidden layer that has a row for each example.
   *
   * @param most examples
   * @param label what a user is shown of it: "report: embeddings"
   * @return null where there is no hidden layer
   */
  public static LayerOutputs ofLast(
      ModelSpec spec, TrainState state, Cluster split, int most, String label) {
    Network network = spec.bind();
    int layer = last(network);
    if (layer < 0) {
      return null;
    }
    int stride = (int) Math.max(1, (split.examples() + most - 1) / most);
    Total total = split.run(label, state.weightsOnly(), new Task(spec, layer, stride));
    List<double[]> rows = new ArrayList<>();
    for (double[][] shard : total.statistics()) {
      rows.addAll(List.of(shard));
    }
    LayerInfo info = network.layers().get(layer);
    int width = info.output().features();
    Matrix outputs = new Matrix().point(new float[rows.size() * width], 0, rows.size(), width);
    List<Double> labels = new ArrayList<>();
    for (int r = 0; r < rows.size(); r++) {
      labels.add(rows.get(r)[width]);
      for (int c = 0; c < width; c++) {
        outputs.set(r, c, (float) rows.get(r)[c]);
      }
    }
    return new LayerOutputs(info.name(), outputs, labels);
  }

  /**
   * The last layer with parameters, or that pools, in front of the network's last one; −1 for none.
   */
  private static int last(Network network) {
    List<LayerInfo> layers = network.layers();
    int end = layers.size() - 1;
    while (layers.get(end).depth() > 1) {
      end--;
    }
    for (int i = end - 1; i >= 0; i--) {
      LayerInfo layer = layers.get(i);
      boolean changes = layer.trainable() > 0 || pools(layers, i);
      if (layer.depth() == 1 && network.shows(i) && changes && ofExamples(layer.output())) {
        return i;
      }
    }
    return -1;
  }

  private static boolean pools(List<LayerInfo> layers, int i) {
    return i > 0
        && layers.get(i).output() instanceof Shape.Vector
        && !(layers.get(i - 1).output() instanceof Shape.Vector);
  }

  /** Whether there is a row for each example. */
  private static boolean ofExamples(Shape shape) {
    return shape instanceof Shape.Vector || (shape instanceof Shape.Graph g && g.seeds() == 1);
  }

  /** The pass over a shard; every {@code stride}-th of its examples is taken. */
  private record Task(ModelSpec spec, int layer, int stride) implements ShardTask {
    @Override
    public Partial run(int shard, Shard rows, TrainState state) {
      List<double[]> taken = new ArrayList<>();
      SplitPass pass = new SplitPass(spec, state.weights);
      RestoredBatch batch = new RestoredBatch(spec);
      long[] example = {0};
      pass.run(
          rows.blocks(),
          (out, targets) -> {
            batch.set(out, targets);
            Matrix outputs = pass.shown(layer);
            for (int i = 0; i < targets.rows; i++) {
              if (example[0]++ % stride == 0) {
                taken.add(taken(outputs, row(pass, i), batch, i));
              }
            }
          });
      return new Partial(0.0, new float[0][], taken.toArray(new double[0][]), 0);
    }

    /** The row of an example in the output of the layer. */
    private int row(SplitPass pass, int example) {
      boolean ofNodes = pass.output(layer) instanceof Shape.Graph;
      return ofNodes ? ((Structure.Graphs) pass.structure()).seed[example] : example;
    }

    private static double[] taken(Matrix outputs, int row, RestoredBatch batch, int example) {
      double[] values = new double[outputs.columns + 1];
      for (int c = 0; c < outputs.columns; c++) {
        values[c] = outputs.get(row, c);
      }
      int[] classes = batch.targets().classes;
      values[outputs.columns] =
          batch.targets().values.rows == 0 && classes != null
              ? classes[example]
              : batch.targets().values.get(example, 0);
      return values;
    }
  }
}
