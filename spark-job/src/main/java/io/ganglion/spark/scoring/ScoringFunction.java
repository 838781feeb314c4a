package io.ganglion.spark.scoring;

import io.ganglion.data.FeatureColumn;
import io.ganglion.data.LabelColumn;
import io.ganglion.data.RawRow;
import io.ganglion.data.Schema;
import io.ganglion.model.ModelException;
import io.ganglion.model.Predictor;
import io.ganglion.model.TrainedModel;
import io.ganglion.spark.row.RawValues;
import io.ganglion.spark.table.DataException;
import io.ganglion.tensor.Matrix;
import io.ganglion.train.ModelSpec;
import io.ganglion.train.TrainState;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * A model as a function of Spark SQL: of a vector, or of a struct with the columns that the model
 * learned from; it gives a number, or the name of the likeliest class.
 */
public final class ScoringFunction implements UDF1<Object, Object> {
  private static final long serialVersionUID = 1L;

  private final String name;
  private final Schema schema;
  private final ModelSpec spec;
  private final Broadcast<TrainState> weights;
  private transient Predictor predictor;
  private transient RawRow raw;
  private transient RawValues values;

  private ScoringFunction(String name, TrainedModel model, Broadcast<TrainState> weights) {
    this.name = name;
    this.schema = model.schema();
    this.spec = model.spec();
    this.weights = weights;
  }

  /**
   * Makes a model known to SQL.
   *
   * @throws ModelException if its examples are not rows, or it predicts several numbers
   */
  public static void register(SparkSession spark, String name, TrainedModel model) {
    Schema schema = model.schema();
    if (schema.sequences() != null || schema.graphs() != null) {
      throw new ModelException(
          "function "
              + name
              + ": expected a model of rows, found one of "
              + schema.units().examples()
              + ": use its transformer, or the command predict");
    }
    if (schema.label().names().size() > 1) {
      throw new ModelException(
          "function " + name + ": expected a model of one number, found " + schema.label().title());
    }
    Broadcast<TrainState> weights =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .broadcast(TrainState.start(model.weights(), 0));
    DataType type = schema.label().classed() ? DataTypes.StringType : DataTypes.DoubleType;
    spark.udf().register(name, new ScoringFunction(name, model, weights), type);
  }

  @Override
  public synchronized Object call(Object given) {
    if (given == null) {
      return null;
    }
    Row row = given instanceof Row struct ? struct : RowFactory.create(given);
    if (predictor == null) {
      predictor = new Predictor(schema, spec, weights.value().weights, 1);
      raw = new RawRow(schema);
      values = new RawValues("function " + name, positions(row), schema);
    }
    String problem = values.read(row, raw);
    if (problem != null) {
      throw new DataException(problem);
    }
    predictor.set(0, raw);
    return answer(predictor.predict(1));
  }

  /** Where the features stand in a row; a vector alone is the only one. */
  private int[] positions(Row row) {
    List<FeatureColumn> features = schema.features();
    if (row.schema() == null && row.length() == 1 && features.size() == 1) {
      return new int[] {0};
    }
    List<String> fields = row.schema() == null ? List.of() : List.of(row.schema().fieldNames());
    List<String> missing =
        features.stream().map(FeatureColumn::name).filter(f -> !fields.contains(f)).toList();
    if (!missing.isEmpty()) {
      throw new DataException(
          "function "
              + name
              + ": expected a struct with the columns of the model, such as "
              + name
              + "(struct(*)), found none of "
              + String.join(", ", missing));
    }
    return features.stream().mapToInt(feature -> fields.indexOf(feature.name())).toArray();
  }

  private Object answer(Matrix found) {
    LabelColumn label = schema.label();
    if (!label.classed()) {
      return (double) found.get(0, 0);
    }
    int best = ClassProbabilities.likeliest(spec.loss().target(), found, 0);
    return label.classes().get(best);
  }
}
