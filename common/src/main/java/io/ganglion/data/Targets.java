package io.ganglion.data;

import io.ganglion.tensor.Matrix;

/**
 * What the network should answer for the rows of its output: numbers, or the index of a class.
 *
 * <p>Exactly one of {@link #values} and {@link #classes} is used; a loss says which one it reads.
 */
public final class Targets {
  /** The number of target rows. */
  public int rows;

  /** Numbers {@code [rows, outputs]}; empty where the targets are classes. */
  public final Matrix values = new Matrix();

  /** What differenced targets are added to {@code [rows, outputs]}; empty where none are. */
  public final Matrix base = new Matrix();

  /** The index of each row's class; null where the targets are numbers. */
  public int[] classes;

  /**
   * The class that a row shares its target with; null where each has its own alone. The row's own
   * class has the share {@link #shares}, of at least a half, and the other one the rest.
   */
  public int[] others;

  /** The share of each row's own class; null where {@link #others} is. */
  public float[] shares;

  /** The weight of each row; null where each weighs 1. */
  public float[] weights;

  /** The weight of row r. */
  public double weight(int r) {
    return weights == null ? 1.0 : weights[r];
  }

  /** The sum of the weights of all rows. */
  public double totalWeight() {
    if (weights == null) {
      return rows;
    }
    double sum = 0.0;
    for (int r = 0; r < rows; r++) {
      sum += weights[r];
    }
    return sum;
  }
}
