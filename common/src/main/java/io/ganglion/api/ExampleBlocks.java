package io.ganglion.api;

import io.ganglion.data.Block;
import io.ganglion.data.RowEncoder;
import io.ganglion.data.Schema;
import io.ganglion.loss.Loss;
import io.ganglion.train.LocalCluster;
import java.util.ArrayList;
import java.util.List;

/** Makes the shards of a cluster of examples, as a schema says and a loss wants them. */
final class ExampleBlocks {
  private final Schema schema;
  private final Loss loss;
  private final int outputs;
  private final RowEncoder encoder;

  ExampleBlocks(Schema schema, Loss loss, int outputs) {
    this.schema = schema;
    this.loss = loss;
    this.outputs = outputs;
    this.encoder = new RowEncoder(schema);
  }

  /** A cluster of shards that are equal but for one example, in turn. */
  LocalCluster cluster(Examples examples, int shards) {
    int n = examples.size();
    if (shards > n) {
      throw new IllegalArgumentException(
          "shards: expected at most the " + n + " training examples, found " + shards);
    }
    List<List<Block>> blocks = new ArrayList<>();
    for (int s = 0; s < shards; s++) {
      int[] places = new int[(n - s + shards - 1) / shards];
      for (int i = 0; i < places.length; i++) {
        places[i] = s + i * shards;
      }
      blocks.add(List.of(block(examples.select(places, 0, places.length))));
    }
    return new LocalCluster(blocks);
  }

  private Block block(Examples examples) {
    int n = examples.size();
    int[] start = new int[n + 1];
    for (int e = 0; e < n; e++) {
      start[e + 1] = start[e] + examples.steps(e).length;
    }
    int width = schema.width();
    int features = schema.numbers().size();
    float[] numeric = new float[Math.multiplyExact(start[n], width)];
    double[] raw = new double[features];
    for (int e = 0; e < n; e++) {
      float[][] steps = examples.steps(e);
      for (int t = 0; t < steps.length; t++) {
        for (int c = 0; c < features; c++) {
          raw[c] = steps[t][c];
        }
        encoder.encode(raw, 0, numeric, (start[e] + t) * width);
      }
    }
    Block.Builder block = Block.builder(n).numeric(numeric, width).weights(examples.weights);
    if (examples.sequences != null) {
      block.rowStart(start);
    }
    if (loss.target() == Loss.Target.CLASS) {
      return block.classes(examples.classes).build();
    }
    return block.values(values(examples), outputs).build();
  }

  private float[] values(Examples examples) {
    float[] values = new float[examples.size() * outputs];
    for (int i = 0; i < values.length; i++) {
      int example = i / outputs;
      values[i] =
          examples.values == null
              ? examples.classes[example]
              : schema
                  .label()
                  .scaling()
                  .standardize(examples.values[example][i % outputs], i % outputs);
    }
    return values;
  }
}
