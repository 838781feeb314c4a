package io.ganglion.train;

import io.ganglion.network.LayerInfo;
import io.ganglion.network.Network;
import io.ganglion.network.Pass;
import io.ganglion.network.Slot;
import io.ganglion.network.Stalling;
import io.ganglion.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at the layers while a shard takes its first steps of an epoch: at the gradient of the first
 * batch, and at the slopes of the first {@link #ROWS} rows. Its states merge over shards: first
 * {rows, weight of the first batch}, then the squared norm of each layer's gradient, then for each
 * layer {rows, rows for which unit 1 has a slope, for which unit 2 has one, …}.
 */
final class LayerProbe {
  /** A unit with a smaller slope learns next to nothing from a row. */
  static final double SLOPE = 0.01;

  /** From so many rows on a shard is not looked at any further. */
  static final int ROWS = 256;

  private final Network network;
  private final List<List<Slot>> slots;
  private final double[][] states;
  private final Matrix slopes = new Matrix();

  LayerProbe(Network network) {
    this.network = network;
    this.slots = network.layers().stream().map(layer -> trained(network, layer)).toList();
    this.states = start(network);
  }

  /** The trained parameters of the layer itself, without those of layers inside it. */
  private static List<Slot> trained(Network network, LayerInfo layer) {
    return network.slots().stream()
        .filter(slot -> slot.kind().trainable() && slot.path().startsWith(layer.name() + "/"))
        .toList();
  }

  private static double[][] start(Network network) {
    int layers = network.layers().size();
    double[][] states = new double[2 + layers][];
    states[0] = new double[2];
    states[1] = new double[layers];
    for (int i = 0; i < layers; i++) {
      boolean stalls = network.stall(i) != null;
      states[2 + i] = new double[stalls ? 1 + network.layers().get(i).output().features() : 0];
    }
    return states;
  }

  /** Whether more rows are wanted. */
  boolean looking() {
    return states[0][0] < ROWS;
  }

  /**
   * Takes in a batch between its backward pass and the step.
   *
   * @param scale that makes the pass's gradient that of the mean loss of the batch
   * @param weight of the batch
   */
  void look(Pass pass, double scale, double weight) {
    boolean first = states[0][0] == 0.0;
    if (first) {
      states[0][1] = weight;
    }
    states[0][0] += pass.batch().rows();
    for (int i = 0; i < slots.size(); i++) {
      if (first) {
        states[1][i] = scale * scale * squares(slots.get(i), pass);
      }
      if (states[2 + i].length > 0) {
        countSlopes(pass, i, states[2 + i]);
      }
    }
  }

  private static double squares(List<Slot> slots, Pass pass) {
    double sum = 0.0;
    for (Slot slot : slots) {
      Matrix gradient = pass.gradient(slot);
      for (int i = gradient.row(0); i < gradient.row(gradient.rows); i++) {
        sum += (double) gradient.data[i] * gradient.data[i];
      }
    }
    return sum;
  }

  private void countSlopes(Pass pass, int layer, double[] counts) {
    Matrix y = pass.shown(layer);
    float[] data = slopes.data.length >= y.size() ? slopes.data : new float[y.size()];
    network.slopes(pass, layer, slopes.point(data, 0, y.rows, y.columns));
    counts[0] += y.rows;
    for (int r = 0; r < y.rows; r++) {
      int row = slopes.row(r);
      for (int c = 0; c < y.columns; c++) {
        counts[1 + c] += Math.abs(data[row + c]) < SLOPE ? 0.0 : 1.0;
      }
    }
  }

  double[][] states() {
    return states;
  }

  /** Merges the states of shards, in their order; those of shards without rows are empty. */
  static EpochDiagnostics merge(Network network, List<double[][]> shards) {
    double[][] total = start(network);
    for (double[][] shard : shards) {
      if (shard.length == 0) {
        continue;
      }
      total[0][0] += shard[0][0];
      total[0][1] += shard[0][1];
      for (int i = 0; i < total[1].length; i++) {
        total[1][i] += shard[0][1] * shard[1][i];
        for (int u = 0; u < total[2 + i].length; u++) {
          total[2 + i][u] += shard[2 + i][u];
        }
      }
    }
    return diagnostics(network, total);
  }

  private static EpochDiagnostics diagnostics(Network network, double[][] total) {
    List<EpochDiagnostics.Layer> layers = new ArrayList<>();
    for (int i = 0; i < total[1].length; i++) {
      LayerInfo info = network.layers().get(i);
      boolean learns = !trained(network, info).isEmpty();
      Stalling.Kind stall = network.stall(i);
      if (learns || stall != null) {
        double norm = learns ? Math.sqrt(total[1][i] / total[0][1]) : Double.NaN;
        double share = stall == null ? Double.NaN : share(stall, total[2 + i]);
        layers.add(new EpochDiagnostics.Layer(info.name(), norm, stall, share));
      }
    }
    return new EpochDiagnostics((long) total[0][0], layers);
  }

  private static double share(Stalling.Kind stall, double[] counts) {
    double stalled = 0.0;
    for (int u = 1; u < counts.length; u++) {
      stalled +=
          switch (stall) {
            case SATURATED -> 1.0 - counts[u] / counts[0];
            case DEAD -> counts[u] == 0.0 ? 1.0 : 0.0;
          };
    }
    return stalled / (counts.length - 1);
  }
}
