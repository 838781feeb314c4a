package io.ganglion.network;

import io.ganglion.data.Shape;
import io.ganglion.tensor.Matrix;

/**
 * A layer bound to the shape of its input. Immutable, without data: weights, gradients, buffers and
 * the batch are those of the {@link Pass}.
 *
 * <p>A layer writes {@code y} in {@link #forward} only, {@code dx} never aliases {@code dy}, and no
 * method allocates once the buffers have grown to their size.
 */
public interface Layer {
  Shape output();

  /** How the layer works along the steps of a sequence. */
  default Steps steps() {
    return Steps.EACH;
  }

  /** {@code y = f(x)}, with x {@code [rows, in]} and y {@code [rows, out]}. */
  void forward(Pass pass, Matrix x, Matrix y);

  /**
   * Adds the gradient by the parameters to the pass's, and overwrites {@code dx} with the gradient
   * by the input.
   *
   * @param y what the last {@link #forward} of this pass wrote
   * @param dy the gradient by y; not to be written
   * @param dx null where nobody needs it
   */
  void backward(Pass pass, Matrix x, Matrix y, Matrix dy, Matrix dx);

  /**
   * The directional derivative of {@link #forward} along the pass's direction and {@code xDot}.
   *
   * @param xDot null for zero
   * @param yDot overwritten
   */
  void tangent(Pass pass, Matrix x, Matrix xDot, Matrix y, Matrix yDot);
}
