package io.ganglion.api;

import java.util.Arrays;

/**
 * Examples as arrays, which are kept and not copied: rows of numbers or sequences of them, and what
 * is to be predicted for each.
 */
public final class Examples {
  final float[][][] sequences;
  final float[][] rows;
  final float[][] values;
  final int[] classes;
  final float[] weights;

  private Examples(
      float[][] rows, float[][][] sequences, float[][] values, int[] classes, float[] weights) {
    this.rows = rows;
    this.sequences = sequences;
    this.values = values;
    this.classes = classes;
    this.weights = weights;
    int targets = values == null ? classes.length : values.length;
    if (targets != size() || size() == 0) {
      throw new IllegalArgumentException(
          "y: expected a target for each of "
              + size()
              + " examples, of which there must be one at least, found "
              + targets);
    }
    if (weights != null && weights.length != size()) {
      throw new IllegalArgumentException(
          "weights: expected " + size() + ", one an example, found " + weights.length);
    }
  }

  /** Rows x {@code [examples, features]} with a number each, or 0 or 1 for no and yes. */
  public static Examples of(float[][] x, float[] y) {
    return new Examples(x, null, column(y), null, null);
  }

  /** Rows x {@code [examples, features]} with numbers y {@code [examples, outputs]}. */
  public static Examples of(float[][] x, float[][] y) {
    return new Examples(x, null, y, null, null);
  }

  /** Rows x {@code [examples, features]} with the index of a class each, from 0. */
  public static Examples of(float[][] x, int[] classes) {
    return new Examples(x, null, null, classes, null);
  }

  /** Sequences x {@code [examples][steps][features]} with a number each, or 0 or 1. */
  public static Examples of(float[][][] x, float[] y) {
    return new Examples(null, x, column(y), null, null);
  }

  /** Sequences x {@code [examples][steps][features]} with numbers y {@code [examples, outputs]}. */
  public static Examples of(float[][][] x, float[][] y) {
    return new Examples(null, x, y, null, null);
  }

  /** Sequences x {@code [examples][steps][features]} with the index of a class each, from 0. */
  public static Examples of(float[][][] x, int[] classes) {
    return new Examples(null, x, null, classes, null);
  }

  /** The same examples, of which each counts as much as its weight, at least 0. */
  public Examples weighted(float[] weights) {
    return new Examples(rows, sequences, values, classes, weights);
  }

  /** The number of examples. */
  public int size() {
    return sequences == null ? rows.length : sequences.length;
  }

  /** The steps {@code [steps][features]} of an example; of a row, the row itself. */
  float[][] steps(int example) {
    return sequences == null ? new float[][] {rows[example]} : sequences[example];
  }

  /** The examples at the places {@code order[from]} up to {@code order[to]}. */
  Examples select(int[] order, int from, int to) {
    int[] places = Arrays.copyOfRange(order, from, to);
    return new Examples(
        rows == null ? null : selected(rows, places),
        sequences == null ? null : selected(sequences, places),
        values == null ? null : selected(values, places),
        classes == null ? null : Arrays.stream(places).map(i -> classes[i]).toArray(),
        weights == null ? null : selected(weights, places));
  }

  private static <T> T[] selected(T[] all, int[] places) {
    T[] chosen = Arrays.copyOf(all, places.length);
    Arrays.setAll(chosen, i -> all[places[i]]);
    return chosen;
  }

  private static float[] selected(float[] all, int[] places) {
    float[] chosen = new float[places.length];
    for (int i = 0; i < places.length; i++) {
      chosen[i] = all[places[i]];
    }
    return chosen;
  }

  private static float[][] column(float[] y) {
    float[][] column = new float[y.length][1];
    for (int i = 0; i < y.length; i++) {
      column[i][0] = y[i];
    }
    return column;
  }
}
