package io.ganglion.spark.scoring;

import io.ganglion.data.LabelColumn;
import io.ganglion.loss.Loss;
import io.ganglion.model.ModelPass;
import io.ganglion.model.TrainedModel;
import io.ganglion.tensor.Matrix;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** An answer in columns of plain values, by which any program can read it. */
public final class TableAnswer extends Answer {
  private static final long serialVersionUID = 1L;

  private final LabelColumn label;
  private final Loss.Target target;
  private final boolean energy;

  private TableAnswer(TrainedModel model, int layer, boolean perStep, StructType columns) {
    super(layer, perStep, columns);
    this.label = model.schema().label();
    this.target = model.spec().loss().target();
    this.energy = layer < 0 && undirected(model);
  }

  /** See {@link Answer.Form#of}. */
  public static Answer of(TrainedModel model, String layer) {
    if (layer == null) {
      return new TableAnswer(model, -1, predictsPerStep(model), predictions(model));
    }
    ModelPass pass = pass(model);
    int index = pass.layer(layer);
    StructType columns = new StructType();
    for (int i = 0; i < pass.width(index); i++) {
      columns = columns.add(layer + "_" + i, DataTypes.FloatType);
    }
    return new TableAnswer(model, index, pass.perStep(index), columns);
  }

  private static StructType predictions(TrainedModel model) {
    LabelColumn label = model.schema().label();
    StructType columns = new StructType();
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
    return undirected(model) ? columns.add("energy", DataTypes.FloatType) : columns;
  }

  private static boolean undirected(TrainedModel model) {
    return model.spec().network().undirected() != null;
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

  @Override
  public void write(Matrix found, Matrix energies, int row, Object[] values, int at) {
    if (layer() >= 0 || target == Loss.Target.NUMBERS) {
      for (int i = 0; i < found.columns; i++) {
        values[at + i] = found.get(row, i);
      }
      if (energy) {
        values[at + found.columns] = energies.get(row, 0);
      }
      return;
    }
    for (int c = 0; c < label.classes().size(); c++) {
      values[at + 2 + c] = ClassProbabilities.of(target, found, row, c);
    }
    int best = ClassProbabilities.likeliest(target, found, row);
    values[at] = typed(label.classes().get(best));
    values[at + 1] = values[at + 2 + best];
  }

  private Object typed(String name) {
    DataType type = columns().apply(0).dataType();
    if (type.equals(DataTypes.LongType)) {
      return Long.valueOf(name);
    }
    return type.equals(DataTypes.DoubleType) ? (Object) Double.valueOf(name) : name;
  }
}
