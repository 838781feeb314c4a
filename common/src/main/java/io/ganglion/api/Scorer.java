package io.ganglion.api;

import io.ganglion.data.RawRow;
import io.ganglion.data.Schema;
import io.ganglion.model.LocalFolder;
import io.ganglion.model.ModelException;
import io.ganglion.model.ModelFiles;
import io.ganglion.model.Predictor;
import io.ganglion.model.TrainedModel;
import io.ganglion.tensor.Matrix;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * Scores rows in a service: raw columns in, predictions out, in the units of the data. Needs no
 * Spark.
 *
 * <p>For any number of threads at once. They share the weights; each call borrows a workspace, of
 * which a bounded number is kept, so that memory does not grow with use.
 */
public final class Scorer {
  /** Rows that go through the network at once. */
  private static final int ROWS_AT_ONCE = 64;

  /** Workspaces that are kept for each processor; a thread may be paused while it has one. */
  private static final int KEPT = 4;

  private final TrainedModel model;
  private final List<String> columns;
  private final boolean numbersOnly;
  private final int outputs;
  private final ArrayBlockingQueue<Workspace> idle =
      new ArrayBlockingQueue<>(KEPT * Runtime.getRuntime().availableProcessors());

  /**
   * A scorer.
   *
   * @throws ModelException if the model is one of sequences or graphs
   */
  public Scorer(TrainedModel model) {
    Schema schema = model.schema();
    if (schema.sequences() != null || schema.graphs() != null) {
      throw new ModelException(
          "scorer: expected a model of rows, found one of "
              + schema.units().examples()
              + ": take Model.predict for sequences, and the command predict for graphs");
    }
    this.model = model;
    this.columns = schema.features().stream().map(column -> column.name()).toList();
    this.numbersOnly = schema.columns().numericOnly();
    Workspace first = new Workspace(model);
    this.outputs = first.one.width();
    give(first);
  }

  /**
   * Reads the folder of a model, by whomever it was trained.
   *
   * @throws ModelException naming the file, what was expected and what was found
   */
  public static Scorer load(Path folder) {
    return new Scorer(ModelFiles.read(new LocalFolder(folder)));
  }

  /** The columns that a record must have, in the order of the model's features. */
  public List<String> columns() {
    return columns;
  }

  /**
   * The classes in the order of the probabilities; of two classes with one output its probability
   * is that of the second. Empty where numbers are predicted.
   */
  public List<String> classes() {
    return model.schema().label().classes();
  }

  /** The width of a prediction. */
  public int outputs() {
    return outputs;
  }

  /**
   * Scores a record.
   *
   * @param record a value for each of {@link #columns}: a number, flag or text, or the array of a
   *     vector; null, NaN or a text that stood for no value in training is a missing one
   * @return {@code [outputs]}: numbers, or the probabilities of the classes
   * @throws IllegalArgumentException naming the column and what was found
   */
  public float[] predict(Map<String, ?> record) {
    float[] prediction = new float[outputs];
    predict(record, prediction);
    return prediction;
  }

  /**
   * Scores a record without allocating anything.
   *
   * @param prediction {@code [outputs]}, overwritten
   * @throws IllegalArgumentException naming the column and what was found
   */
  public void predict(Map<String, ?> record, float[] prediction) {
    Workspace workspace = take();
    try {
      workspace.one.set(0, workspace.records.read(record));
      copy(workspace.one.predict(1), 0, prediction);
    } finally {
      give(workspace);
    }
  }

  /**
   * Scores a row of numbers without allocating anything.
   *
   * @param row the numbers in the order of {@link #columns}; NaN is a missing one
   * @param prediction {@code [outputs]}, overwritten
   * @throws IllegalArgumentException if the model has other columns, or another number of them
   */
  public void predict(float[] row, float[] prediction) {
    Workspace workspace = take();
    try {
      workspace.one.set(0, workspace.row(row, this));
      copy(workspace.one.predict(1), 0, prediction);
    } finally {
      give(workspace);
    }
  }

  /**
   * Scores a batch of rows of numbers.
   *
   * @param x {@code [rows, columns]}; NaN is a missing number
   * @return {@code [rows, outputs]}
   * @throws IllegalArgumentException if the model has other columns, or another number of them
   */
  public float[][] predict(float[][] x) {
    float[][] predictions = new float[x.length][outputs];
    Workspace workspace = take();
    try {
      Predictor many = workspace.many(model);
      for (int first = 0; first < x.length; first += ROWS_AT_ONCE) {
        int rows = Math.min(ROWS_AT_ONCE, x.length - first);
        for (int r = 0; r < rows; r++) {
          many.set(r, workspace.row(x[first + r], this));
        }
        Matrix out = many.predict(rows);
        for (int r = 0; r < rows; r++) {
          copy(out, r, predictions[first + r]);
        }
      }
    } finally {
      give(workspace);
    }
    return predictions;
  }

  private static void copy(Matrix out, int row, float[] prediction) {
    System.arraycopy(out.data, out.row(row), prediction, 0, out.columns);
  }

  private Workspace take() {
    Workspace workspace = idle.poll();
    return workspace == null ? new Workspace(model) : workspace;
  }

  private void give(Workspace workspace) {
    // Where enough are kept already, this one is let go of.
    if (idle.remainingCapacity() > 0) {
      idle.offer(workspace);
    }
  }

  /** What one call needs for itself. */
  private static final class Workspace {
    private final RecordReader records;
    private final Predictor one;
    private final RawRow raw;
    private Predictor many;

    Workspace(TrainedModel model) {
      this.records = new RecordReader(model.schema());
      this.one = new Predictor(model.schema(), model.spec(), model.weights(), 1);
      this.raw = new RawRow(model.schema());
    }

    /** A predictor for a batch, made when a batch comes. */
    Predictor many(TrainedModel model) {
      if (many == null) {
        many = new Predictor(model.schema(), model.spec(), model.weights(), ROWS_AT_ONCE);
      }
      return many;
    }

    RawRow row(float[] row, Scorer scorer) {
      if (!scorer.numbersOnly || row.length != raw.numbers.length) {
        throw new IllegalArgumentException(
            scorer.numbersOnly
                ? "row: expected " + raw.numbers.length + " numbers, found " + row.length
                : "row: expected a record, as not all columns are numbers, found an array");
      }
      for (int c = 0; c < row.length; c++) {
        raw.numbers[c] = row[c];
      }
      return raw;
    }
  }
}
