package io.ganglion.ml;

import io.ganglion.config.Names;
import io.ganglion.spark.table.DataException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/** Checks that a dataset has the columns that params name, and notes every problem. */
final class InputCheck {
  private final StructType schema;
  private final List<String> problems = new ArrayList<>();

  InputCheck(StructType schema) {
    this.schema = schema;
  }

  void features(String param, String column) {
    DataType type = type(param, column);
    boolean fits =
        type == null
            || type.equals(SQLDataTypes.VectorType())
            || (type instanceof ArrayType array && numbers(array.elementType()));
    if (!fits) {
      wrong(param, column, type, "vectors, or arrays of numbers for sequences");
    }
  }

  private static boolean numbers(DataType type) {
    return type instanceof NumericType
        || (type instanceof ArrayType inner && inner.elementType() instanceof NumericType);
  }

  /** A column of numbers, or of arrays of such for the steps of sequences. */
  void number(String param, String column) {
    DataType type = type(param, column);
    boolean fits =
        type == null
            || type instanceof NumericType
            || (type instanceof ArrayType array && array.elementType() instanceof NumericType);
    if (!fits) {
      wrong(param, column, type, "numbers");
    }
  }

  void flag(String param, String column) {
    DataType type = type(param, column);
    if (type != null && !(type instanceof BooleanType)) {
      wrong(param, column, type, "flags");
    }
  }

  /** Null where there is no such column. */
  private DataType type(String param, String column) {
    List<String> names = List.of(schema.fieldNames());
    if (!names.contains(column)) {
      problems.add(
          param
              + ": expected a column '"
              + column
              + "', found "
              + String.join(", ", names)
              + Names.hint(column, names));
      return null;
    }
    return schema.apply(column).dataType();
  }

  private void wrong(String param, String column, DataType type, String expected) {
    problems.add(
        param
            + ": expected "
            + expected
            + " in column '"
            + column
            + "', found "
            + type.simpleString());
  }

  /** A column that will be added; none for an empty name. */
  void free(String param, String column) {
    if (!column.isEmpty() && List.of(schema.fieldNames()).contains(column)) {
      problems.add(
          param + ": column '" + column + "' is there already; drop it, or set another name");
    }
  }

  /**
   * Ends the check.
   *
   * @throws DataException naming every problem
   */
  void end() {
    if (!problems.isEmpty()) {
      throw new DataException(problems);
    }
  }
}
