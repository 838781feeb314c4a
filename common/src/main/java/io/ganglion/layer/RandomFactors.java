package io.ganglion.layer;

import io.ganglion.tensor.Matrix;

/** Random factors with mean 1, each a pure function of a key and its place. */
interface RandomFactors {
  /** Overwrites {@code factors}, which must be contiguous, with those under {@code key}. */
  void draw(Matrix factors, long key);

  /** Multiplies the first {@code n} values by the factors under {@code key}. */
  void apply(float[] values, int n, long key);
}
