package io.ganglion.network;

import io.ganglion.data.Batch;
import io.ganglion.data.Structure;
import io.ganglion.tensor.Matrix;
import io.ganglion.tensor.Prefetch;
import io.ganglion.tensor.Ranges;
import io.ganglion.tensor.Seeds;
import java.util.Arrays;
import java.util.List;

/**
 * The workspace of one thread: weights, gradient and direction as flat vectors, views on the slots,
 * the buffers of the layers, and the batch in hand. After its buffers have grown to the largest
 * batch nothing is allocated any more.
 */
public final class Pass {
  /** What a pass is for; dropout and noise act in training only. */
  public enum Mode {
    TRAINING,
    INFERENCE
  }

  private final List<Slot> slots;
  private final List<Buffer> specs;
  private final Matrix[] weights;
  private final Matrix[] gradients;
  private final Matrix[] directions;
  private final Matrix[] buffers;
  private final Matrix[] shown;
  private final Matrix[] shownInputs;
  private final TouchedRows touched;
  private final Prefetch prefetch = new Prefetch();
  private boolean packed;
  private float[] flatWeights;
  private float[] flatGradient;
  private float[] flatDirection;
  private Batch batch;
  private Mode mode = Mode.INFERENCE;
  private long key;

  Pass(Plan plan, float[] weights, float[] gradient) {
    this.slots = plan.slots();
    this.specs = plan.buffers();
    this.weights = views(slots.size());
    this.gradients = views(slots.size());
    this.directions = views(slots.size());
    this.buffers = views(specs.size());
    this.shown = views(plan.layers().size());
    this.shownInputs = views(shown.length);
    this.touched = new TouchedRows(slots);
    for (Buffer spec : specs) {
      if (spec.extent() == Buffer.Extent.FIXED) {
        float[] data = new float[spec.rows() * spec.columns()];
        buffers[spec.index()].point(data, 0, spec.rows(), spec.columns());
      }
    }
    setWeights(weights);
    if (gradient != null) {
      setGradient(gradient);
    }
  }

  private static Matrix[] views(int n) {
    Matrix[] views = new Matrix[n];
    Arrays.setAll(views, i -> new Matrix());
    return views;
  }

  private void point(Matrix[] views, float[] flat) {
    // By index: an iterator would be allocated where this runs once a step.
    for (int i = 0; i < slots.size(); i++) {
      Slot slot = slots.get(i);
      views[slot.index()].point(flat, slot.offset(), slot.rows(), slot.columns());
    }
  }

  /** Makes the pass read these weights. */
  public void setWeights(float[] weights) {
    this.flatWeights = weights;
    point(this.weights, weights);
  }

  /** Makes backward add to this vector. */
  public void setGradient(float[] gradient) {
    this.flatGradient = gradient;
    point(this.gradients, gradient);
  }

  /**
   * Makes backward add the gradients of touched rows to rows side by side, in the order in which
   * the batch touched them, in place of rows of the flat gradient that lie all over memory: {@link
   * #gradient(Slot)} has these rows alone then.
   */
  public void pack() {
    this.packed = true;
  }

  /** Makes tangent follow this direction. */
  public void setDirection(float[] direction) {
    this.flatDirection = direction;
    point(this.directions, direction);
  }

  /**
   * Begins a batch: sizes the buffers and forgets which rows of tables were touched.
   *
   * @param key of this step's random numbers
   */
  void begin(Batch batch, Mode mode, long key) {
    this.batch = batch;
    this.mode = mode;
    this.key = key;
    touched.clear();
    Structure structure = batch.structure;
    for (int i = 0; i < buffers.length; i++) {
      Buffer spec = specs.get(i);
      if (spec.extent() != Buffer.Extent.FIXED) {
        resize(buffers[i], rows(spec.extent(), structure), spec.columns());
      }
    }
  }

  /** Begins to go backwards: no more rows are touched. */
  void beginBackward() {
    if (packed) {
      touched.pack(gradients);
    }
  }

  private static int rows(Buffer.Extent extent, Structure structure) {
    return switch (extent) {
      case EXAMPLES -> structure.examples();
      case EDGES -> ((Structure.Graphs) structure).edges();
      case HEARD -> ((Structure.Graphs) structure).heard();
      case ROWS, FIXED -> structure.rows();
    };
  }

  /** Keeps what is in the first rows, unless the buffer has to grow. */
  private static void resize(Matrix buffer, int rows, int columns) {
    float[] data = buffer.data;
    if (data.length < rows * columns) {
      data = new float[rows * columns];
    }
    buffer.point(data, 0, rows, columns);
  }

  public Matrix weight(Slot slot) {
    return weights[slot.index()];
  }

  public Matrix gradient(Slot slot) {
    return gradients[slot.index()];
  }

  /** Which row of {@link #gradient(Slot)} belongs to a touched row of a slot. */
  public int gradientRow(Slot slot, int row) {
    return packed ? touched.of(slot).place(row) : row;
  }

  /** The same for the rows that were touched together last: these themselves, or their places. */
  public int[] gradientRows(Slot slot, int[] rows) {
    return packed ? touched.of(slot).places() : rows;
  }

  public Matrix direction(Slot slot) {
    return directions[slot.index()];
  }

  public Matrix buffer(Buffer buffer) {
    return buffers[buffer.index()];
  }

  public float[] weights() {
    return flatWeights;
  }

  public float[] gradient() {
    return flatGradient;
  }

  public float[] direction() {
    return flatDirection;
  }

  public Batch batch() {
    return batch;
  }

  public boolean training() {
    return mode == Mode.TRAINING;
  }

  /**
   * The key of a layer's random numbers in this step; the same in forward, backward and tangent.
   */
  public long key(int stream) {
    return Seeds.derive(key, stream);
  }

  /** Remembers where the output of a layer lies, so that it can be looked at. */
  public void show(int layer, Matrix output) {
    shown[layer].point(output);
  }

  /** Remembers where the input and the output of a layer lie. */
  public void show(int layer, Matrix input, Matrix output) {
    shownInputs[layer].point(input);
    shown[layer].point(output);
  }

  /** The input of a layer in the last forward pass; empty for a first layer. */
  Matrix shownInput(int layer) {
    return shownInputs[layer];
  }

  /** The output of a layer in the last forward pass. */
  public Matrix shown(int layer) {
    return shown[layer];
  }

  /** Notes, in a forward pass, that the batch touches a row of a slot that is trained by rows. */
  public void touch(Slot slot, int row) {
    touched.of(slot).add(row);
  }

  /** Notes it for n rows. */
  public void touch(Slot slot, int[] rows, int n) {
    touched.of(slot).addAll(rows, n);
  }

  /**
   * The touched rows of a slot in the order of a packed gradient, which has as many rows as there
   * are of them.
   */
  public int[] touched(Slot slot) {
    return touched.of(slot).rows();
  }

  /**
   * Brings the weights of the touched rows of a slot into the cache, before many of them are read.
   */
  public void prefetch(Slot slot) {
    touched.prefetch(slot, flatWeights, prefetch);
  }

  /**
   * Writes the parameters that the batch of the last forward pass trains into {@code active}, those
   * that decay also; without the rows of tables where the gradient is packed.
   */
  public void collect(Ranges active, Ranges decayed) {
    touched.collect(!packed, active, decayed);
  }
}
