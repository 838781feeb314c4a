package io.ganglion.spark;

import io.ganglion.data.LabelColumn;
import io.ganglion.loss.Loss;
import io.ganglion.model.Predictor;
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
  private final StructType columns;

  private Answer(LabelColumn label, Loss.Target target, int layer, StructType columns) {
    this.label = label;
    this.target = target;
    this.layer = layer;
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
      columns = columns.add("prediction", type(label));
      if (!label.classes().isEmpty()) {
        columns = columns.add("probability", DataTypes.FloatType);
      }
      return new Answer(label, target, -1, columns);
    }
    Predictor predictor = new Predictor(model.schema(), model.spec(), model.weights(), 1);
    int index = predictor.layer(layer);
    for (int i = 0; i < predictor.width(index); i++) {
      columns = columns.add(layer + "_" + i, DataTypes.FloatType);
    }
    return new Answer(label, target, index, columns);
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

  int width() {
    return columns.size();
  }

  /** Writes the values for a row of the last prediction behind the row's own. */
  void write(Predictor predictor, int row, Object[] values, int at) {
    if (layer >= 0) {
      Matrix activations = predictor.output(layer);
      for (int i = 0; i < activations.columns; i++) {
        values[at + i] = activations.get(row, i);
      }
      return;
    }
    Matrix prediction = predictor.prediction();
    if (target == Loss.Target.NUMBERS) {
      values[at] = prediction.get(row, 0);
      return;
    }
    int best = target == Loss.Target.BINARY ? 0 : argMax(prediction, row);
    float probability = prediction.get(row, best);
    if (target == Loss.Target.BINARY) {
      best = probability > 0.5f ? 1 : 0;
      probability = best == 1 ? probability : 1f - probability;
    }
    values[at] = typed(label.classes().get(best));
    values[at + 1] = probability;
  }

  private Object typed(String name) {
    DataType type = columns.apply(0).dataType();
    if (type.equals(DataTypes.LongType)) {
      return Long.valueOf(name);
    }
    return type.equals(DataTypes.DoubleType) ? (Object) Double.valueOf(name) : name;
  }

  private static int argMax(Matrix prediction, int row) {
    int best = 0;
    for (int c = 1; c < prediction.columns; c++) {
      if (prediction.get(row, c) > prediction.get(row, best)) {
        best = c;
      }
    }
    return best;
  }
}
