package io.ganglion.ml;

import java.util.List;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The columns that predictions of classes add to a schema. */
final class ClassColumns {
  private ClassColumns() {}

  /** A schema with the columns that params name. */
  static StructType added(StructType schema, ProbabilityParams<?> params) {
    InputCheck check = new InputCheck(schema);
    StructType all = schema;
    all = added(all, check, "rawPredictionCol", params.getRawPredictionCol(), true);
    all = added(all, check, "probabilityCol", params.getProbabilityCol(), true);
    all = added(all, check, "predictionCol", params.getPredictionCol(), false);
    check.end();
    return all;
  }

  private static StructType added(
      StructType schema, InputCheck check, String param, String column, boolean vector) {
    check.free(param, column);
    return column.isEmpty()
        ? schema
        : schema.add(column, vector ? SQLDataTypes.VectorType() : DataTypes.DoubleType);
  }

  /** The columns with the names of the classes in the metadata of the predicted indices. */
  static StructType named(StructType columns, String prediction, List<String> classes) {
    StructType named = new StructType();
    for (StructField field : columns.fields()) {
      named =
          named.add(
              field.name().equals(prediction)
                  ? NominalAttribute.defaultAttr()
                      .withName(prediction)
                      .withValues(classes.toArray(String[]::new))
                      .toStructField()
                  : field);
    }
    return named;
  }
}
