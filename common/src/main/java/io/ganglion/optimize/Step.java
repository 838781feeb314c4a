package io.ganglion.optimize;

import io.ganglion.tensor.Ranges;

/** What a {@link GradientTransform} works on; refilled for each step, never reallocated. */
public final class Step {
  /** In: the gradient of the mean loss. Out: what to add to the weights. */
  public float[] update;

  /** The weights, read only. */
  public float[] weights;

  /** A curvature diagonal, or null where the transform never asked for one. */
  public float[] curvature;

  /** The state vectors of the transform. */
  public float[][] state;

  /** The parameters that take part in this step. */
  public Ranges active;

  /** The active parameters that weight decay applies to. */
  public Ranges decayed;

  public double learningRate;

  /** The number of this step, from 1. */
  public long number;
}
