package io.ganglion.tensor;

/**
 * What a step of an LSTM computes between its matrix products, forward and backward. A row is a
 * sequence; the formulas and the shapes are those of {@link Gates}.
 */
public interface LstmKernels {
  /** See {@link Gates#lstm}. */
  void forward(Matrix bias, Matrix gates, Matrix before, Matrix cell, Matrix squashed, Matrix h);

  /** See {@link Gates#lstmBackward}. */
  void backward(
      Matrix gates, Matrix before, Matrix squashed, Matrix dh, Matrix dCell, Matrix dGates);
}
