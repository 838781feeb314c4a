package io.ganglion.spark;

import com.esotericsoftware.kryo.Kryo;
import java.util.List;
import org.apache.spark.sql.types.DataType;

/**
 * Classes of Spark SQL that travel when tables are read and written, and that Spark does not
 * register itself. By name, since not every version of Spark has each.
 */
final class SparkSqlClasses {
  /** A task that reads the footer of a Parquet file answers with the types of its columns. */
  private static final List<String> TYPES =
      List.of(
          "ArrayType",
          "BinaryType",
          "BinaryType$",
          "BooleanType$",
          "ByteType$",
          "CalendarIntervalType$",
          "CharType",
          "DayTimeIntervalType",
          "FixedLength",
          "FloatType$",
          "MapType",
          "MaxLength",
          "NoConstraint$",
          "NullType$",
          "ShortType$",
          "StringType",
          "TimeType",
          "TimestampNTZType$",
          "TimestampType$",
          "VarcharType",
          "VariantType$",
          "YearMonthIntervalType");

  private SparkSqlClasses() {}

  static void register(Kryo kryo) {
    for (String type : TYPES) {
      registerIfThere(kryo, "org.apache.spark.sql.types." + type);
    }
    // A query that has Spark infer the types of a file's columns.
    kryo.register(DataType[].class);
    registerIfThere(kryo, "org.apache.spark.ml.linalg.VectorUDT");
    registerIfThere(kryo, "org.apache.spark.ml.linalg.MatrixUDT");
  }

  private static void registerIfThere(Kryo kryo, String name) {
    try {
      kryo.register(Class.forName(name, false, kryo.getClassLoader()));
    } catch (ClassNotFoundException e) {
      // This version of Spark knows no such type, so none will travel.
      return;
    }
  }
}
