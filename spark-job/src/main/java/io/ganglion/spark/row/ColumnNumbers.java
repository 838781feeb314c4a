package io.ganglion.spark.row;

import java.util.Map;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.vectorized.ColumnVector;

/** Reads columns as doubles, as a cast in SQL makes them: flags as 0 and 1. */
enum ColumnNumbers {
  DOUBLE,
  FLOAT,
  LONG,
  INT,
  SHORT,
  BYTE,
  BOOLEAN;

  private static final Map<DataType, ColumnNumbers> BY_TYPE =
      Map.of(
          DataTypes.DoubleType, DOUBLE,
          DataTypes.FloatType, FLOAT,
          DataTypes.LongType, LONG,
          DataTypes.IntegerType, INT,
          DataTypes.ShortType, SHORT,
          DataTypes.ByteType, BYTE,
          DataTypes.BooleanType, BOOLEAN);

  /** The reader of a type; null where there is none. */
  static ColumnNumbers of(DataType type) {
    return BY_TYPE.get(type);
  }

  /** Reads some rows, NaN where one has no value; adding 0 makes one zero of the two. */
  void read(ColumnVector column, int from, int count, double[] to, int at) {
    if (column.hasNull()) {
      for (int i = 0; i < count; i++) {
        if (column.isNullAt(from + i)) {
          to[at + i] = Double.NaN;
        } else {
          readAll(column, from + i, 1, to, at + i);
        }
      }
    } else {
      readAll(column, from, count, to, at);
    }
  }

  /** A loop of its own for each type, so that the compiler finds nothing in it to decide. */
  private void readAll(ColumnVector column, int from, int count, double[] to, int at) {
    switch (this) {
      case DOUBLE -> {
        for (int i = 0; i < count; i++) {
          to[at + i] = column.getDouble(from + i) + 0.0;
        }
      }
      case FLOAT -> {
        for (int i = 0; i < count; i++) {
          to[at + i] = column.getFloat(from + i) + 0.0;
        }
      }
      case LONG -> {
        for (int i = 0; i < count; i++) {
          to[at + i] = column.getLong(from + i);
        }
      }
      case INT -> {
        for (int i = 0; i < count; i++) {
          to[at + i] = column.getInt(from + i);
        }
      }
      case SHORT -> {
        for (int i = 0; i < count; i++) {
          to[at + i] = column.getShort(from + i);
        }
      }
      case BYTE -> {
        for (int i = 0; i < count; i++) {
          to[at + i] = column.getByte(from + i);
        }
      }
      case BOOLEAN -> {
        for (int i = 0; i < count; i++) {
          to[at + i] = column.getBoolean(from + i) ? 1.0 : 0.0;
        }
      }
    }
  }
}
