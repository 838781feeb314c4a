package io.ganglion.network;

import io.ganglion.data.Batch;
import io.ganglion.data.Shape;
import io.ganglion.tensor.Matrix;

/**
 * The first layer of a network: it reads the columns of a batch, so that sparse numbers and
 * category ids never become a dense matrix. See {@link Layer} for the methods; an input has no
 * gradient.
 */
public interface InputLayer {
  Shape output();

  /** Points or writes {@code y [rows, out]}. */
  void forward(Pass pass, Batch batch, Matrix y);

  void backward(Pass pass, Batch batch, Matrix y, Matrix dy);

  void tangent(Pass pass, Batch batch, Matrix y, Matrix yDot);

  /** Whether there are parameters, so that backward and tangent have something to do. */
  boolean trainable();
}
