package io.ganglion.exchange;

import io.ganglion.data.Columns;
import io.ganglion.data.RawRow;
import io.ganglion.data.RowEncoder;
import io.ganglion.data.Schema;
import io.ganglion.model.Predictor;
import io.ganglion.model.SequencePredictor;
import io.ganglion.model.TrainedModel;
import io.ganglion.tensor.Matrix;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What Ganglion predicts, and what the network sees of raw columns. */
public final class Predictions {
  private Predictions() {}

  /** The predictions for rows of a table, row by row. */
  public static float[] rows(TrainedModel model, List<RawRow> rows) {
    Predictor predictor = new Predictor(model.schema(), model.spec(), model.weights(), rows.size());
    for (int r = 0; r < rows.size(); r++) {
      predictor.set(r, rows.get(r));
    }
    Matrix found = predictor.predict(rows.size());
    float[] all = new float[found.size()];
    for (int r = 0; r < found.rows; r++) {
      System.arraycopy(found.data, found.row(r), all, r * found.columns, found.columns);
    }
    return all;
  }

  /** The predictions for sequences, or for their steps, in the order in which they are given. */
  public static float[] sequences(TrainedModel model, List<List<RawRow>> sequences) {
    return sequences(model, sequences, null);
  }

  /**
   * The predictions for sequences.
   *
   * @param base what is added to those of each; null for nothing
   */
  public static float[] sequences(
      TrainedModel model, List<List<RawRow>> sequences, double[][] base) {
    SequencePredictor predictor =
        new SequencePredictor(model.schema(), model.spec(), model.weights());
    for (int s = 0; s < sequences.size(); s++) {
      sequences.get(s).forEach(predictor::step);
      predictor.end(base == null ? null : base[s]);
    }
    Matrix found = predictor.predict();
    float[] all = new float[found.size()];
    int next = 0;
    for (int s = 0; s < sequences.size(); s++) {
      boolean perStep = model.schema().sequences().labelPerStep();
      for (int t = 0; t < (perStep ? sequences.get(s).size() : 1); t++) {
        int row = perStep ? predictor.row(s, t) : predictor.row(s);
        System.arraycopy(found.data, found.row(row), all, next, found.columns);
        next += found.columns;
      }
    }
    return all;
  }

  /** The matrix {@code [numeric | sparse | one-hot]} of rows. */
  public static List<List<Double>> wide(Schema schema, List<RawRow> rows) {
    List<List<Double>> all = new ArrayList<>();
    rows.forEach(row -> all.add(wide(schema, row)));
    return all;
  }

  private static List<Double> wide(Schema schema, RawRow row) {
    Columns columns = schema.columns();
    RowEncoder encoder = new RowEncoder(schema);
    float[] wide = new float[columns.width()];
    encoder.encode(row.numbers, 0, wide, 0);
    for (int k = 0; k < row.stored; k++) {
      wide[columns.numeric() + row.index[k]] += row.value[k];
    }
    for (int c = 0; c < row.categories.length; c++) {
      int id = encoder.id(c, row.categories[c]);
      if (id > 0) {
        wide[columns.numeric() + columns.oneHotStarts()[c] + id - 1] = 1f;
      }
    }
    List<Double> values = new ArrayList<>();
    for (float value : wide) {
      values.add((double) value);
    }
    return values;
  }

  /** The steps of sequences, filled up to the longest. */
  public static List<List<List<Double>>> padded(
      Schema schema, List<List<RawRow>> sequences, double padding) {
    int steps = sequences.stream().mapToInt(List::size).max().orElseThrow();
    List<Double> behind = Collections.nCopies(schema.columns().width(), padding);
    List<List<List<Double>>> all = new ArrayList<>();
    for (List<RawRow> sequence : sequences) {
      List<List<Double>> filled = wide(schema, sequence);
      filled.addAll(Collections.nCopies(steps - sequence.size(), behind));
      all.add(filled);
    }
    return all;
  }

  /** Adds the numbers of nested lists in their order. */
  public static void flatten(Object tree, List<Double> numbers) {
    if (tree instanceof List<?> list) {
      list.forEach(item -> flatten(item, numbers));
    } else {
      numbers.add(((Number) tree).doubleValue());
    }
  }
}
