package io.ganglion.ml;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.try_element_at;
import static org.apache.spark.sql.functions.when;

import io.ganglion.spark.table.DataException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The classes of a label column, whose values are their indices.
 *
 * @param names in the order of the indices: those of the column's metadata, else the indices
 * @param label the column as names, or as indices where these are the names
 */
record LabelClasses(List<String> names, Column label) {
  /** More indices than that are taken for labels that are no classes. */
  private static final int MOST = 10_000;

  LabelClasses {
    names = List.copyOf(names);
  }

  /**
   * Finds the classes. Without metadata the greatest label is looked for.
   *
   * @throws DataException if the labels are no indices
   */
  static LabelClasses of(Dataset<Row> rows, String column) {
    Column index = rows.col(FeatureColumns.quoted(column)).cast("double");
    Attribute attribute = Attribute.fromStructField(rows.schema().apply(column));
    if (attribute instanceof NominalAttribute nominal && nominal.values().isDefined()) {
      List<String> names = List.of(nominal.values().get());
      Column[] all = names.stream().map(name -> lit(name)).toArray(Column[]::new);
      Column name =
          when(
              floor(index).equalTo(index),
              try_element_at(array(all), index.plus(lit(1)).cast("int")));
      return new LabelClasses(names, coalesce(name, index.cast("string")).as(column));
    }
    Row greatest = rows.agg(max(index)).first();
    double last = greatest.isNullAt(0) ? 1.0 : greatest.getDouble(0);
    if (!(last >= 0.0 && last < MOST && last == Math.rint(last))) {
      throw new DataException(
          "labelCol: expected indices of classes from 0 on in column '"
              + column
              + "', found the greatest to be "
              + last
              + ": index the labels with StringIndexer, or take NeuralNetworkRegressor");
    }
    List<String> names = IntStream.rangeClosed(0, (int) last).mapToObj(String::valueOf).toList();
    return new LabelClasses(names, index.as(column));
  }
}
