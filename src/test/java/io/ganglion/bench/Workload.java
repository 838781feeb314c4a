package io.ganglion.bench;

import io.ganglion.data.Block;
import io.ganglion.data.Columns;
import io.ganglion.data.TargetScaling;
import io.ganglion.layer.Dense;
import io.ganglion.layer.Identity;
import io.ganglion.layer.Relu;
import io.ganglion.loss.CategoricalCrossentropy;
import io.ganglion.loss.Loss;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.network.LayerSpec;
import io.ganglion.network.NetworkSpec;
import io.ganglion.optimize.Adam;
import io.ganglion.optimize.GradientTransform;
import io.ganglion.optimize.RmsProp;
import io.ganglion.optimize.UpdateRule;
import io.ganglion.train.ModelSpec;
import io.ganglion.train.ParameterAveraging;
import io.ganglion.train.TrainState;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A network with its optimizer and generated rows.
 *
 * @param widths of the input and of each dense layer
 */
record Workload(
    String name, List<Integer> widths, int batch, GradientTransform optimizer, boolean classes)
    implements Serializable {
  /** The rows of a block. */
  static final int BLOCK = 4096;

  /** 784-512-256-10, batch 128, adam. */
  static Workload mnist() {
    return new Workload(
        "784-512-256-10, batch 128, adam", List.of(784, 512, 256, 10), 128, Adam.defaults(), true);
  }

  /** 13-64-64-1, batch 16, rmsprop. */
  static Workload boston() {
    return new Workload(
        "13-64-64-1, batch 16, rmsprop", List.of(13, 64, 64, 1), 16, RmsProp.defaults(), false);
  }

  ModelSpec spec() {
    LayerSpec[] layers = new LayerSpec[widths.size() - 1];
    for (int l = 0; l < layers.length; l++) {
      boolean last = l == layers.length - 1;
      layers[l] = Dense.of(widths.get(l + 1), last ? new Identity() : new Relu());
    }
    Loss loss = classes ? new CategoricalCrossentropy() : new MeanSquaredError();
    return new ModelSpec(
        NetworkSpec.of(layers),
        Columns.numeric(widths.get(0)),
        loss,
        List.of(),
        TargetScaling.NONE);
  }

  ParameterAveraging strategy() {
    return new ParameterAveraging(
        spec(),
        UpdateRule.of(optimizer),
        batch,
        ParameterAveraging.EVERY_EPOCH,
        ParameterAveraging.StateMerge.AVERAGE,
        1);
  }

  TrainState start() {
    return TrainState.start(spec().bind().initialize(1), optimizer.vectors());
  }

  GemmLoop gemms() {
    return new GemmLoop(batch, widths.stream().mapToInt(Integer::intValue).toArray());
  }

  /** Shards of generated rows, as equal as can be. */
  List<List<Block>> rows(int rows, int shards) {
    List<List<Block>> all = new ArrayList<>();
    for (int s = 0; s < shards; s++) {
      all.add(shard(rows / shards, s));
    }
    return all;
  }

  /** The blocks of one shard of generated rows. */
  List<Block> shard(int rows, int shard) {
    List<Block> blocks = new ArrayList<>();
    for (int left = rows; left > 0; left -= BLOCK) {
      blocks.add(block(Math.min(left, BLOCK), 31L * shard + left));
    }
    return blocks;
  }

  private Block block(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int columns = widths.get(0);
    float[] numeric = new float[n * columns];
    for (int i = 0; i < numeric.length; i++) {
      numeric[i] = (float) random.nextDouble();
    }
    Block.Builder builder = Block.builder(n).numeric(numeric, columns);
    if (classes) {
      return builder.classes(random.ints(n, 0, widths.get(widths.size() - 1)).toArray()).build();
    }
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) random.nextDouble();
    }
    return builder.values(values, 1).build();
  }
}
