package io.ganglion.network;

import io.ganglion.data.Batch;
import io.ganglion.data.Columns;
import io.ganglion.data.Shape;
import io.ganglion.tensor.Matrix;
import java.util.List;

/**
 * Layers one after another, the first of which gets the columns of a batch: as they came if it can
 * read them, else as a dense matrix.
 */
public final class InputSequential implements InputLayer {
  private static final int NO_LAYER = -1;

  private final InputLayer input;
  private final int inputIndex;
  private final Sequential body;
  private final boolean trainable;
  private final Buffer x;
  private final Buffer dx;
  private final Buffer xDot;

  private InputSequential(List<LayerEntry> entries, Columns columns, Plan plan) {
    int slots = plan.slots().size();
    boolean reads = !entries.isEmpty() && entries.get(0).spec() instanceof InputSpec;
    if (columns.numericOnly()) {
      this.inputIndex = NO_LAYER;
      this.input = new NumericInput(columns);
    } else if (reads) {
      InputSpec reader = (InputSpec) entries.get(0).spec();
      this.inputIndex = plan.begin(entries.get(0).name(), reader.kind());
      this.input = reader.bindInput(columns, plan);
      plan.end(inputIndex, input);
    } else {
      this.inputIndex = NO_LAYER;
      this.input = new GatheredInput(columns, plan);
    }
    int first = inputIndex == NO_LAYER ? 0 : 1;
    this.body = Sequential.bind(entries.subList(first, entries.size()), input.output(), plan);
    this.trainable = plan.slots().stream().skip(slots).anyMatch(slot -> slot.kind().trainable());
    this.x = plan.buffer(input.output());
    this.dx = plan.buffer(input.output());
    this.xDot = plan.buffer(input.output());
  }

  /**
   * Binds the entries in order; without any, the output is the columns themselves.
   *
   * @throws NetworkException if layers and columns don't fit together
   */
  public static InputSequential bind(List<LayerEntry> entries, Columns columns, Plan plan) {
    return new InputSequential(entries, columns, plan);
  }

  @Override
  public Shape output() {
    return body.output();
  }

  @Override
  public boolean trainable() {
    return trainable;
  }

  @Override
  public void forward(Pass pass, Batch batch, Matrix y) {
    Matrix in = pass.buffer(x);
    input.forward(pass, batch, in);
    if (inputIndex != NO_LAYER) {
      pass.show(inputIndex, in);
    }
    body.forward(pass, in, y);
  }

  @Override
  public void backward(Pass pass, Batch batch, Matrix y, Matrix dy) {
    Matrix in = pass.buffer(x);
    Matrix dIn = input.trainable() ? pass.buffer(dx) : null;
    body.backward(pass, in, y, dy, dIn);
    if (dIn != null) {
      input.backward(pass, batch, in, dIn);
    }
  }

  @Override
  public void tangent(Pass pass, Batch batch, Matrix y, Matrix yDot) {
    Matrix in = pass.buffer(x);
    Matrix inDot = null;
    if (input.trainable()) {
      inDot = pass.buffer(xDot);
      input.tangent(pass, batch, in, inDot);
    }
    body.tangent(pass, in, inDot, y, yDot);
  }
}
