package io.ganglion.api;

import io.ganglion.data.RawRow;
import io.ganglion.model.Predictor;
import io.ganglion.model.SequencePredictor;
import io.ganglion.model.TrainedModel;
import io.ganglion.tensor.Matrix;

/** Predicts for arrays, a batch at a time. */
final class ArrayPredictor {
  private static final int ROWS_AT_ONCE = 256;
  private static final int SEQUENCES_AT_ONCE = 64;

  private final TrainedModel model;
  private final RawRow raw;

  ArrayPredictor(TrainedModel model) {
    this.model = model;
    this.raw = new RawRow(model.schema());
  }

  /** For rows {@code [examples, features]}: {@code [examples, outputs]}. */
  float[][] rows(float[][] x) {
    Predictor predictor =
        new Predictor(
            model.schema(),
            model.spec(),
            model.weights(),
            Math.max(1, Math.min(ROWS_AT_ONCE, x.length)));
    float[][] predictions = new float[x.length][];
    for (int first = 0; first < x.length; first += predictor.capacity()) {
      int rows = Math.min(predictor.capacity(), x.length - first);
      for (int r = 0; r < rows; r++) {
        predictor.set(r, raw(x[first + r]));
      }
      Matrix prediction = predictor.predict(rows);
      for (int r = 0; r < rows; r++) {
        predictions[first + r] = row(prediction, r);
      }
    }
    return predictions;
  }

  /**
   * For sequences {@code [examples][steps][features]}: {@code [examples][steps][outputs]}, with one
   * step where the network has one row for a sequence.
   */
  float[][][] sequences(float[][][] x, boolean perStep) {
    SequencePredictor predictor =
        new SequencePredictor(model.schema(), model.spec(), model.weights());
    float[][][] predictions = new float[x.length][][];
    for (int first = 0; first < x.length; first += SEQUENCES_AT_ONCE) {
      int count = Math.min(SEQUENCES_AT_ONCE, x.length - first);
      for (int s = 0; s < count; s++) {
        for (float[] step : x[first + s]) {
          predictor.step(raw(step));
        }
        predictor.end(null);
      }
      Matrix prediction = predictor.predict();
      for (int s = 0; s < count; s++) {
        float[][] rows = new float[perStep ? x[first + s].length : 1][];
        for (int t = 0; t < rows.length; t++) {
          rows[t] = row(prediction, perStep ? predictor.row(s, t) : predictor.row(s));
        }
        predictions[first + s] = rows;
      }
    }
    return predictions;
  }

  private RawRow raw(float[] row) {
    for (int c = 0; c < row.length; c++) {
      raw.numbers[c] = row[c];
    }
    return raw;
  }

  private static float[] row(Matrix prediction, int row) {
    float[] values = new float[prediction.columns];
    System.arraycopy(prediction.data, prediction.row(row), values, 0, values.length);
    return values;
  }
}
