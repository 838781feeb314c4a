package io.ganglion.spark.scoring;

import static org.apache.spark.sql.functions.lit;

import io.ganglion.spark.table.Table;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Brings what was found of nodes or graphs back to their rows. */
public final class AnsweredRows {
  private AnsweredRows() {}

  /**
   * The rows with what was found behind their own columns.
   *
   * @param table with keys, and with a column that numbers its rows
   * @param keys the columns by which rows are known
   * @param kept the columns that stay, by their positions
   * @param order the column by which the rows are sorted
   * @param found the keys, and behind them what is answered
   */
  public static Dataset<Row> of(
      Table table,
      List<String> keys,
      List<Integer> kept,
      String order,
      JavaRDD<Row> found,
      Answer answer) {
    StructType type = new StructType();
    for (String key : keys) {
      type = type.add(key, DataTypes.LongType);
    }
    for (StructField column : answer.columns().fields()) {
      type = type.add(column);
    }
    // No column of an answer must be taken for one of the table.
    String[] behind = new String[type.size()];
    for (int i = 0; i < behind.length; i++) {
      behind[i] = "a" + i;
    }
    Dataset<Row> answers = table.rows().sparkSession().createDataFrame(found, type).toDF(behind);
    Column same = lit(true);
    for (int i = 0; i < keys.size(); i++) {
      same = same.and(Table.column(table.indexOf(keys.get(i))).equalTo(answers.col(behind[i])));
    }
    List<Column> columns = new ArrayList<>();
    for (int i : kept) {
      columns.add(Table.column(i).as(table.columns().get(i).name()));
    }
    for (int i = keys.size(); i < behind.length; i++) {
      columns.add(answers.col(behind[i]).as(type.fieldNames()[i]));
    }
    return table
        .positional()
        .join(answers, same)
        .orderBy(Table.column(table.indexOf(order)))
        .select(columns.toArray(Column[]::new));
  }
}
