package io.ganglion.tensor;

/**
 * What a step of a GRU computes between its matrix products, forward and backward. A row is a
 * sequence; the formulas and the shapes are those of {@link Gates}.
 */
public interface GruKernels {
  /** See {@link Gates#gru}. */
  void forward(Matrix bias, Matrix gates, Matrix inner, Matrix before, Matrix h);

  /** See {@link Gates#gruBackward}. */
  void backward(Matrix gates, Matrix inner, Matrix before, Matrix dh, Matrix dGates, Matrix dInner);
}
