package io.ganglion.api;

import io.ganglion.loss.Loss;

/** Holds examples against a model before they are used. */
final class ExampleCheck {
  private final int features;
  private final boolean sequence;
  private final boolean missing;

  /**
   * A check of what goes into a network.
   *
   * @param missing whether NaN may stand for a missing number
   */
  ExampleCheck(int features, boolean sequence, boolean missing) {
    this.features = features;
    this.sequence = sequence;
    this.missing = missing;
  }

  /** Checks rows {@code [examples, features]}. */
  void rows(float[][] x) {
    if (sequence) {
      throw new IllegalArgumentException(
          "x: expected sequences [examples][steps][features], found rows");
    }
    for (int e = 0; e < x.length; e++) {
      row(x[e], "x[" + e + "]");
    }
  }

  /** Checks sequences {@code [examples][steps][features]}. */
  void sequences(float[][][] x) {
    if (!sequence) {
      throw new IllegalArgumentException(
          "x: expected rows [examples][features], found sequences: take Input.sequence for them");
    }
    for (int e = 0; e < x.length; e++) {
      if (x[e].length == 0) {
        throw new IllegalArgumentException("x[" + e + "]: expected at least one step, found none");
      }
      for (int t = 0; t < x[e].length; t++) {
        row(x[e][t], "x[" + e + "][" + t + "]");
      }
    }
  }

  private void row(float[] row, String where) {
    if (row.length != features) {
      throw new IllegalArgumentException(
          where + ": expected " + features + " numbers, found " + row.length);
    }
    for (int c = 0; c < row.length; c++) {
      boolean fits = Float.isFinite(row[c]) || (missing && Float.isNaN(row[c]));
      if (!fits) {
        throw new IllegalArgumentException(
            where + "[" + c + "]: expected a finite number, found " + row[c]);
      }
    }
  }

  /** Checks examples with their targets for a network of so many outputs. */
  void examples(Examples examples, Loss loss, int outputs) {
    if (examples.sequences == null) {
      rows(examples.rows);
    } else {
      sequences(examples.sequences);
    }
    boolean number = loss.target() == Loss.Target.NUMBERS;
    if (loss.target() == Loss.Target.CLASS
        ? examples.classes == null
        : noNumber(examples, number)) {
      throw new IllegalArgumentException(
          "y: expected "
              + (number ? "numbers (float)" : "the index of a class (int) each")
              + " for the loss "
              + loss.kind());
    }
    int classes = loss.target() == Loss.Target.CLASS ? outputs : 2;
    for (int e = 0; e < examples.size(); e++) {
      if (examples.classes != null) {
        index(examples.classes[e], classes, e);
      } else {
        numbers(examples.values[e], number, outputs, e);
      }
    }
  }

  private static boolean noNumber(Examples examples, boolean number) {
    return number && examples.values == null;
  }

  private static void index(int found, int classes, int e) {
    if (found < 0 || found >= classes) {
      throw new IllegalArgumentException(
          "y[" + e + "]: expected a class from 0 to " + (classes - 1) + ", found " + found);
    }
  }

  private static void numbers(float[] found, boolean any, int outputs, int e) {
    if (found.length != outputs) {
      throw new IllegalArgumentException(
          "y["
              + e
              + "]: expected "
              + outputs
              + " numbers, one an output of the last layer, found "
              + found.length);
    }
    for (float value : found) {
      boolean fits = any ? Float.isFinite(value) : value == 0f || value == 1f;
      if (!fits) {
        throw new IllegalArgumentException(
            "y[" + e + "]: expected " + (any ? "finite numbers" : "0 or 1") + ", found " + value);
      }
    }
  }
}
