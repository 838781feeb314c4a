package io.ganglion.layer;

import io.ganglion.data.Shape;
import io.ganglion.network.Buffer;
import io.ganglion.network.Layer;
import io.ganglion.network.Observing;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.network.Stalling;
import io.ganglion.network.Steps;
import io.ganglion.tensor.Matrix;

/**
 * A layer that sees each sequence from its end. What it gives for each step stands at that step of
 * the sequence as it came; what it gives for a whole sequence is not moved.
 */
final class ReversedLayer implements Layer, Observing, Stalling {
  private final Layer layer;
  private final boolean sequence;
  private final Buffer input;
  private final Buffer inputDerivative;
  private final Buffer outputs;
  private final Buffer outputDerivative;

  ReversedLayer(Layer layer, Shape in, Plan plan) {
    this.layer = layer;
    this.sequence = layer.output() instanceof Shape.Sequence;
    this.input = plan.buffer(in);
    this.inputDerivative = plan.buffer(in);
    this.outputs = sequence ? plan.buffer(layer.output()) : null;
    this.outputDerivative = sequence ? plan.buffer(layer.output()) : null;
  }

  @Override
  public Shape output() {
    return layer.output();
  }

  @Override
  public Steps steps() {
    return layer.steps().reversed();
  }

  @Override
  public void forward(Pass pass, Matrix x, Matrix y) {
    Matrix inner = inner(pass, y);
    layer.forward(pass, reversed(pass, x, input), inner);
    restore(pass, inner, y);
  }

  @Override
  public void backward(Pass pass, Matrix x, Matrix y, Matrix dy, Matrix dx) {
    Matrix dInner = sequence ? reversed(pass, dy, outputDerivative) : dy;
    Matrix dInput = dx == null ? null : pass.buffer(inputDerivative);
    layer.backward(pass, pass.buffer(input), inner(pass, y), dInner, dInput);
    if (dx != null) {
      Sequences.reverse(Sequences.of(pass), dInput, dx);
    }
  }

  @Override
  public void tangent(Pass pass, Matrix x, Matrix xDot, Matrix y, Matrix yDot) {
    Matrix inputDot = xDot == null ? null : reversed(pass, xDot, inputDerivative);
    Matrix innerDot = sequence ? pass.buffer(outputDerivative) : yDot;
    layer.tangent(pass, pass.buffer(input), inputDot, inner(pass, y), innerDot);
    restore(pass, innerDot, yDot);
  }

  @Override
  public void observe(Pass pass) {
    if (layer instanceof Observing observing) {
      observing.observe(pass);
    }
  }

  @Override
  public Stalling.Kind stall() {
    return layer instanceof Stalling units ? units.stall() : null;
  }

  /** The slopes of the rows as the layer saw them: from the end of each sequence. */
  @Override
  public void slopes(Pass pass, Matrix x, Matrix y, Matrix slopes) {
    ((Stalling) layer).slopes(pass, pass.buffer(input), inner(pass, y), slopes);
  }

  /** Where the layer's own output lies. */
  private Matrix inner(Pass pass, Matrix y) {
    return sequence ? pass.buffer(outputs) : y;
  }

  private static Matrix reversed(Pass pass, Matrix x, Buffer to) {
    Matrix reversed = pass.buffer(to);
    Sequences.reverse(Sequences.of(pass), x, reversed);
    return reversed;
  }

  private void restore(Pass pass, Matrix inner, Matrix y) {
    if (sequence) {
      Sequences.reverse(Sequences.of(pass), inner, y);
    }
  }
}
