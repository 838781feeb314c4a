package io.ganglion.spark;

import io.ganglion.data.LabelColumn;
import io.ganglion.data.Sequences;
import io.ganglion.loss.Loss;
import io.ganglion.model.ModelPass;
import io.ganglion.model.NodePredictor;
import io.ganglion.model.Predictor;
import io.ganglion.model.SequencePredictor;
import io.ganglion.model.TrainedModel;
import io.ganglion.tensor.Matrix;
import java.io.Serializable;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The columns that a model adds to a table. */
final class Answer implements Serializable {
  private static final long serialVersionUID = 1L;

  private final LabelColumn label;
  private final Loss.Target target;
  private final int layer;
  private final boolean perStep;
  private final boolean energy;
  private final StructType columns;

  private Answer(
      LabelColumn label,
      Loss.Target target,
      int layer,
      boolean perStep,
      boolean energy,
      StructType columns) {
    this.label = label;
    this.target = target;
    this.layer = layer;
    this.perStep = perStep;
    this.energy = energy;
    this.columns = columns;
  }

  /**
   * What a model answers.
   *
   * @param layer null for predictions
   * @throws io.ganglion.model.ModelException if no layer has the name
   */
  static Answer of(TrainedModel model, String layer) {
    LabelColumn label = model.schema().label();
    Loss.Target target = model.spec().loss().target();
    StructType columns = new StructType();
    if (layer == null) {
      for (String name : label.names()) {
        String column = label.names().size() == 1 ? "prediction" : "prediction_" + name;
        columns = columns.add(column, type(label));
      }
      if (label.classed()) {
        columns = columns.add("probability", DataTypes.FloatType);
        for (String name : label.classes()) {
          columns = columns.add("probability_" + name, DataTypes.FloatType);
        }
      }
      Sequences sequences = model.schema().sequences();
      boolean perStep = sequences != null && sequences.labelPerStep();
      boolean energy = model.spec().network().undirected() != null;
      if (energy) {
        columns = columns.add("energy", DataTypes.FloatType);
      }
      return new Answer(label, target, -1, perStep, energy, columns);
    }
    ModelPass predictor = pass(model);
    int index = predictor.layer(layer);
    for (int i = 0; i < predictor.width(index); i++) {
      columns = columns.add(layer + "_" + i, DataTypes.FloatType);
    }
    return new Answer(label, target, index, predictor.perStep(index), false, columns);
  }

  private static DataType type(LabelColumn label) {
    if (label.classes().isEmpty()) {
      return DataTypes.FloatType;
    }
    if (!label.numericClasses()) {
      return DataTypes.StringType;
    }
    boolean whole = label.classes().stream().allMatch(name -> name.matches("-?\\d{1,18}"));
    return whole ? DataTypes.LongType : DataTypes.DoubleType;
  }

  StructType columns() {
    return columns;
  }

  /** Whether there is an answer for each step of a sequence, not one for the sequence. */
  boolean perStep() {
    return perStep;
  }

  int width() {
    return columns.size();
  }

  private static ModelPass pass(TrainedModel model) {
    if (model.schema().graphs() != null) {
      return new NodePredictor(model.spec(), model.weights(), 1);
    }
    return model.schema().sequences() == null
        ? new Predictor(model.schema(), model.spec(), model.weights(), 1)
        : new SequencePredictor(model.schema(), model.spec(), model.weights());
  }

  /** The layer whose activations are answered, or a negative number for predictions. */
  int layer() {
    return layer;
  }

  /** Writes the values for a row of the last prediction behind the row's own. */
  void write(ModelPass predictor, int row, Object[] values, int at) {
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
  void write(Matrix found, Matrix energies, int row, Object[] values, int at) {
    if (layer >= 0 || target == Loss.Target.NUMBERS) {
      for (int i = 0; i < found.columns; i++) {
        values[at + i] = found.get(row, i);
      }
      if (energy) {
        values[at + found.columns] = energies.get(row, 0);
      }
      return;
    }
    int best = 0;
    for (int c = 0; c < label.classes().size(); c++) {
      values[at + 2 + c] = probability(found, row, c);
      best = probability(found, row, c) > probability(found, row, best) ? c : best;
    }
    values[at] = typed(label.classes().get(best));
    values[at + 1] = values[at + 2 + best];
  }

  /** One number tells the probability of the second of two classes. */
  private float probability(Matrix prediction, int row, int index) {
    if (target == Loss.Target.CLASS) {
      return prediction.get(row, index);
    }
    float second = prediction.get(row, 0);
    return index == 1 ? second : 1f - second;
  }

  private Object typed(String name) {
    DataType type = columns.apply(0).dataType();
    if (type.equals(DataTypes.LongType)) {
      return Long.valueOf(name);
    }
    return type.equals(DataTypes.DoubleType) ? (Object) Double.valueOf(name) : name;
  }
}
