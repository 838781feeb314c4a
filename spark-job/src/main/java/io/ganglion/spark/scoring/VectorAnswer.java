package io.ganglion.spark.scoring;

import io.ganglion.loss.Loss;
import io.ganglion.model.ModelPass;
import io.ganglion.model.TrainedModel;
import io.ganglion.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * An answer as Spark ML's own models give it: a number or the index of a class, and vectors of the
 * probabilities and their logarithms.
 */
public final class VectorAnswer extends Answer {
  private static final long serialVersionUID = 1L;

  private enum Part {
    INDEX,
    NUMBER,
    VECTOR,
    PROBABILITIES,
    LOGARITHMS
  }

  private final List<Part> parts;
  private final Loss.Target target;

  private VectorAnswer(
      TrainedModel model, int layer, boolean perStep, StructType columns, List<Part> parts) {
    super(layer, perStep, columns);
    this.parts = List.copyOf(parts);
    this.target = model.spec().loss().target();
  }

  /**
   * The predictions of a model.
   *
   * @param prediction the column of the number, of the vector of several numbers, or of the index
   *     of the likeliest class; empty for none
   * @param probability the column of the probabilities of the classes; empty for none
   * @param rawPrediction the column of their logarithms; empty for none
   */
  public static Answer predictions(
      TrainedModel model, String prediction, String probability, String rawPrediction) {
    boolean classed = model.schema().label().classed();
    List<Part> parts = new ArrayList<>();
    StructType columns = new StructType();
    if (classed && !rawPrediction.isEmpty()) {
      columns = columns.add(rawPrediction, SQLDataTypes.VectorType());
      parts.add(Part.LOGARITHMS);
    }
    if (classed && !probability.isEmpty()) {
      columns = columns.add(probability, SQLDataTypes.VectorType());
      parts.add(Part.PROBABILITIES);
    }
    if (!prediction.isEmpty()) {
      boolean several = !classed && model.schema().label().names().size() > 1;
      columns = columns.add(prediction, several ? SQLDataTypes.VectorType() : DataTypes.DoubleType);
      parts.add(classed ? Part.INDEX : several ? Part.VECTOR : Part.NUMBER);
    }
    return new VectorAnswer(model, -1, predictsPerStep(model), columns, parts);
  }

  /**
   * The activations of a layer.
   *
   * @param column of the vectors
   * @throws io.ganglion.model.ModelException if no layer has the name
   */
  public static Answer activations(TrainedModel model, String layer, String column) {
    ModelPass pass = pass(model);
    int index = pass.layer(layer);
    StructType columns = new StructType().add(column, SQLDataTypes.VectorType());
    return new VectorAnswer(model, index, pass.perStep(index), columns, List.of(Part.VECTOR));
  }

  @Override
  public void write(Matrix found, Matrix energies, int row, Object[] values, int at) {
    for (int i = 0; i < parts.size(); i++) {
      values[at + i] = value(parts.get(i), found, row);
    }
  }

  private Object value(Part part, Matrix found, int row) {
    return switch (part) {
      case NUMBER -> (double) found.get(row, 0);
      case INDEX -> (double) ClassProbabilities.likeliest(target, found, row);
      case VECTOR -> numbers(found, row);
      case PROBABILITIES -> new DenseVector(probabilities(found, row));
      case LOGARITHMS -> logarithms(probabilities(found, row));
    };
  }

  private static Vector numbers(Matrix found, int row) {
    return new DenseVector(
        IntStream.range(0, found.columns).mapToDouble(i -> found.get(row, i)).toArray());
  }

  private double[] probabilities(Matrix found, int row) {
    if (target == Loss.Target.BINARY) {
      double second = found.get(row, 0);
      return new double[] {1.0 - second, second};
    }
    double[] all = new double[found.columns];
    for (int c = 0; c < all.length; c++) {
      all[c] = found.get(row, c);
    }
    return all;
  }

  private static Vector logarithms(double[] probabilities) {
    double[] all = new double[probabilities.length];
    for (int c = 0; c < all.length; c++) {
      all[c] = Math.log(Math.max(probabilities[c], Float.MIN_VALUE));
    }
    return new DenseVector(all);
  }
}
