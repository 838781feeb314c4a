package io.ganglion.spark.table;

import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Finds what the fields of CSV files are through Spark's parser, which knows all their forms. */
final class FieldScan {
  private FieldScan() {}

  /** What is found in the columns of text, beginning with {@code none}. */
  static FieldKinds kinds(Dataset<Row> fields, FieldKinds none) {
    int[] texts =
        IntStream.range(0, none.columns())
            .filter(i -> CsvReader.isText(fields.schema().fields()[i]))
            .toArray();
    return none.with(fields.javaRDD().mapPartitions(scan(none, texts)).collect());
  }

  private static FlatMapFunction<Iterator<Row>, byte[]> scan(FieldKinds none, int[] texts) {
    return rows -> {
      FieldKinds kinds = none.copy();
      while (rows.hasNext()) {
        Row row = rows.next();
        for (int i : texts) {
          String field = row.getString(i);
          if (field != null) {
            kinds.add(i, field, 0, field.length());
          }
        }
      }
      return List.of(kinds.bytes()).iterator();
    };
  }
}
