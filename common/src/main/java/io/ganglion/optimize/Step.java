package io.ganglion.optimize;

import io.ganglion.tensor.Ranges;

/**
 * What a {@link GradientTransform} works on; refilled for each step, never reallocated.
 *
 * <p>Index i is the same parameter in all vectors. They are as long as the parameters; or hold some
 * of them, where a step is taken part by part, with {@link #number} the same for each part.
 */
public final class Step {
  /**
   * The gradient of the batch's mean loss; to be left at zero in the active ranges, and not to be
   * touched elsewhere.
   */
  public float[] gradient;

  /** The weights; to be moved in the active ranges. */
  public float[] weights;

  /**
   * An estimate of the diagonal of the curvature of the batch's mean loss, not to be written; null
   * in a step that has none: see {@link GradientTransform#curvatureEvery}.
   */
  public float[] curvature;

  /** The {@link GradientTransform#vectors} state vectors; to be moved on in the active ranges. */
  public float[][] state;

  /** The parameters that take part in this step. */
  public Ranges active;

  /** The active parameters that weight decay applies to. */
  public Ranges decayed;

  /**
   * Where the incoming weights of neurons lie: offset, neurons and inputs of each matrix {@code
   * [neurons, inputs]}; for a bound on them only.
   */
  public int[] matrices = new int[0];

  /**
   * The learning rate of this step: {@link GradientTransform#learningRate}, or what a schedule made
   * of it.
   */
  public double learningRate;

  /**
   * The number of this step, from 1. It counts the steps that the state has seen, so it goes on
   * over epochs, and starts again with a state of zeros.
   */
  public long number;
}
