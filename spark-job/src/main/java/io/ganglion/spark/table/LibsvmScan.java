package io.ganglion.spark.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.input_file_name;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/** Finds the width of LIBSVM files, and the first line that is none of theirs. */
final class LibsvmScan implements MapPartitionsFunction<String, Tuple2<Integer, String>> {
  private static final long serialVersionUID = 1L;

  private static final int WRONG = -1;

  LibsvmScan() {}

  /**
   * The largest position of a number.
   *
   * @throws DataException naming the file and the line that can't be read
   */
  static int width(SparkSession spark, String where, String[] paths) {
    List<Tuple2<Integer, String>> found =
        spark
            .read()
            .textFile(paths)
            .mapPartitions(new LibsvmScan(), Encoders.tuple(Encoders.INT(), Encoders.STRING()))
            .collectAsList();
    for (Tuple2<Integer, String> part : found) {
      if (!part._2().isEmpty()) {
        throw new DataException(
            where
                + ": "
                + fileWith(part._2(), spark, paths)
                + " holds a line that is not LIBSVM: '"
                + part._2()
                + "'; expected a label and, behind spaces, numbers with positions that begin at 1"
                + " and ascend, such as '1 3:0.5 7:2'");
      }
    }
    int width = found.stream().mapToInt(Tuple2::_1).max().orElse(0);
    if (width == 0) {
      throw new DataException(
          where + ": expected numbers with positions, found none in " + String.join(", ", paths));
    }
    return width;
  }

  private static String fileWith(String line, SparkSession spark, String[] paths) {
    Dataset<Row> lines = spark.read().format("text").load(paths);
    return lines
        .select(input_file_name(), col("value"))
        .where(col("value").equalTo(line))
        .first()
        .getString(0);
  }

  /** The largest position, and the first wrong line, empty for none. */
  @Override
  public Iterator<Tuple2<Integer, String>> call(Iterator<String> lines) {
    int width = 0;
    while (lines.hasNext()) {
      String line = lines.next();
      int last = lastPosition(line.trim());
      if (last == WRONG) {
        return List.of(new Tuple2<>(width, line)).iterator();
      }
      width = Math.max(width, last);
    }
    return List.of(new Tuple2<>(width, "")).iterator();
  }

  private static int lastPosition(String line) {
    if (line.isEmpty() || line.startsWith("#")) {
      return 0;
    }
    int end = itemEnd(line, 0);
    if (!NumberText.isDecimal(line, 0, end)) {
      return WRONG;
    }
    int last = 0;
    for (int at = end; at < line.length(); at = end) {
      int start = at + 1;
      end = itemEnd(line, start);
      if (start == end) {
        continue;
      }
      int position = position(line, start, end);
      if (position <= last) {
        return WRONG;
      }
      last = position;
    }
    return last;
  }

  private static int itemEnd(String line, int start) {
    int end = line.indexOf(' ', start);
    return end < 0 ? line.length() : end;
  }

  /** The position of an item {@code position:number}, or {@link #WRONG}. */
  private static int position(String line, int start, int end) {
    int colon = line.indexOf(':', start);
    if (colon < 0 || colon >= end || !NumberText.isDecimal(line, colon + 1, end)) {
      return WRONG;
    }
    long position = 0;
    for (int i = start; i < colon; i++) {
      int digit = line.charAt(i) - '0';
      position = 10 * position + digit;
      if (digit < 0 || digit > 9 || position > Integer.MAX_VALUE) {
        return WRONG;
      }
    }
    return (int) position;
  }
}
