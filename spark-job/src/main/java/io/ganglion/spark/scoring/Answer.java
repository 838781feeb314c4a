package io.ganglion.spark.scoring;

import io.ganglion.data.Schema;
import io.ganglion.model.ModelPass;
import io.ganglion.model.NodePredictor;
import io.ganglion.model.Predictor;
import io.ganglion.model.SequencePredictor;
import io.ganglion.model.TrainedModel;
import io.ganglion.tensor.Matrix;
import java.io.Serializable;
import org.apache.spark.sql.types.StructType;

/** The columns that a model adds to a table: predictions, or the activations of a layer. */
public abstract class Answer implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Which columns a model adds. */
  @FunctionalInterface
  public interface Form {
    /**
     * The answer of a model.
     *
     * @param layer null for predictions
     * @throws io.ganglion.model.ModelException if no layer has the name
     */
    Answer of(TrainedModel model, String layer);
  }

  private final int layer;
  private final boolean perStep;
  private final StructType columns;

  /**
   * An answer.
   *
   * @param layer whose activations are answered, or a negative number for predictions
   * @param perStep whether there is an answer for each step of a sequence, not one for the sequence
   */
  Answer(int layer, boolean perStep, StructType columns) {
    this.layer = layer;
    this.perStep = perStep;
    this.columns = columns;
  }

  /** Whether predictions of a model are for each step of a sequence. */
  static boolean predictsPerStep(TrainedModel model) {
    Schema schema = model.schema();
    return schema.sequences() != null && schema.sequences().labelPerStep();
  }

  /** A pass of a model that knows its layers. */
  static ModelPass pass(TrainedModel model) {
    if (model.schema().graphs() != null) {
      return new NodePredictor(model.spec(), model.weights(), 1);
    }
    return model.schema().sequences() == null
        ? new Predictor(model.schema(), model.spec(), model.weights(), 1)
        : new SequencePredictor(model.schema(), model.spec(), model.weights());
  }

  /** The new columns. */
  public final StructType columns() {
    return columns;
  }

  /** Whether each step of a sequence gets a row of its own. */
  public final boolean perStep() {
    return perStep;
  }

  /** The number of new columns. */
  public final int width() {
    return columns.size();
  }

  /** The layer whose activations are shown; a negative number for predictions. */
  public final int layer() {
    return layer;
  }

  /** Writes the values for a row of the last prediction behind the row's own. */
  public final void write(ModelPass predictor, int row, Object[] values, int at) {
    write(
        layer >= 0 ? predictor.output(layer) : predictor.prediction(),
        predictor.energies(),
        row,
        values,
        at);
  }

  /**
   * Writes the values for a row.
   *
   * @param found activations or predictions
   * @param energies null but for undirected networks
   */
  public abstract void write(Matrix found, Matrix energies, int row, Object[] values, int at);
}
