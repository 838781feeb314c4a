package io.ganglion.model;

import io.ganglion.data.Block;
import io.ganglion.data.RawRow;
import io.ganglion.data.RowEncoder;
import io.ganglion.data.Schema;
import io.ganglion.data.SequencePacking;
import io.ganglion.tensor.Matrix;
import io.ganglion.train.ModelSpec;
import java.util.Arrays;

/**
 * Predicts for sequences of raw columns, a batch of them at a time. A sequence is added {@link
 * #step} by step, {@link #end} completes it. For one thread.
 */
public final class SequencePredictor extends ModelPass {
  private final RowEncoder encoder;
  private final SequencePacking packing = new SequencePacking();
  private final int width;
  private final int outputs;
  private float[] numeric = new float[0];
  private int[] ids = new int[0];
  private float[] base = new float[0];
  private int[] rowStart = new int[1];
  private int sequences;
  private int steps;

  /**
   * A predictor.
   *
   * @param weights the flat vector of all parameters, not written
   */
  public SequencePredictor(Schema schema, ModelSpec spec, float[] weights) {
    super(spec, weights);
    this.encoder = new RowEncoder(schema);
    this.width = schema.width();
    this.outputs = schema.label().names().size();
  }

  /** Adds the next step of the sequence that was begun. */
  public void step(RawRow raw) {
    numeric = grown(numeric, (steps + 1) * width);
    encoder.encode(raw.numbers, 0, numeric, steps * width);
    int columns = batch.idColumns;
    if (ids.length < (steps + 1) * columns) {
      ids = Arrays.copyOf(ids, 2 * (steps + 1) * columns);
    }
    for (int c = 0; c < columns; c++) {
      ids[steps * columns + c] = encoder.id(c, raw.categories[c]);
    }
    steps++;
  }

  private static float[] grown(float[] array, int length) {
    return array.length >= length ? array : Arrays.copyOf(array, 2 * length);
  }

  /** Takes back the steps since the last {@link #end}. */
  public void discard() {
    steps = rowStart[sequences];
  }

  /**
   * Completes a sequence of at least one step.
   *
   * @param added what its predictions are added to, an element an output; null for nothing
   */
  public void end(double[] added) {
    if (added != null) {
      base = grown(base, (sequences + 1) * outputs);
      for (int i = 0; i < outputs; i++) {
        base[sequences * outputs + i] = (float) added[i];
      }
    }
    sequences++;
    if (rowStart.length == sequences) {
      rowStart = Arrays.copyOf(rowStart, 2 * sequences);
    }
    rowStart[sequences] = steps;
  }

  /** The number of complete sequences since the last prediction. */
  public int sequences() {
    return sequences;
  }

  /** The number of their steps. */
  public int steps() {
    return steps;
  }

  /**
   * Predicts for the complete sequences, and forgets them.
   *
   * @return {@link #prediction}, overwritten by the next call; {@link #row} says where what stands
   */
  public Matrix predict() {
    Block.Builder block =
        Block.builder(sequences).numeric(numeric, width).ids(ids, batch.idColumns);
    block.rowStart(Arrays.copyOf(rowStart, sequences + 1));
    block.values(new float[sequences * outputs], outputs);
    block.base(base.length == 0 ? null : base);
    packing.fill(batch, block.build());
    sequences = 0;
    steps = 0;
    return run();
  }

  /** The row of a sequence in an output that has one for each. */
  public int row(int sequence) {
    return packing.place(sequence);
  }

  /** The row of a step of a sequence in an output that has one for each step. */
  public int row(int sequence, int step) {
    return packing.row(batch, sequence, step);
  }
}
