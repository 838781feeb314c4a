package io.ganglion.ml;

import static org.apache.spark.sql.functions.col;

import io.ganglion.data.Schema;
import io.ganglion.model.TrainedModel;
import io.ganglion.spark.scoring.Answer;
import io.ganglion.spark.scoring.Scoring;
import io.ganglion.spark.table.Table;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Puts the answers of a model behind the columns of a dataset, under whatever name the features
 * stand there.
 *
 * @param featuresCol the column of features, where the model learned from one
 * @param answered the new columns with their metadata
 */
record Transformation(
    TrainedModel trained, String featuresCol, Answer answer, StructType answered) {
  /**
   * The schema of the rows with the answers.
   *
   * @throws io.ganglion.spark.table.DataException if the column of features is missing or of the
   *     wrong type, or a new one is there already
   */
  static StructType schema(
      StructType rows, TrainedModel trained, String featuresCol, StructType answered) {
    InputCheck check = new InputCheck(rows);
    Schema learned = trained.schema();
    if (learned.graphs() == null && FeatureColumns.of(learned, featuresCol) != null) {
      check.features("featuresCol", featuresCol);
    }
    StructType all = rows;
    for (StructField field : answered.fields()) {
      check.free("a new column", field.name());
      all = all.add(field);
    }
    check.end();
    return all;
  }

  /** The rows with the answers. */
  Dataset<Row> of(Dataset<Row> rows) {
    Schema schema = trained.schema();
    FeatureColumns features = FeatureColumns.of(schema, featuresCol);
    Dataset<Row> given = rows;
    if (features != null && features.wholeColumn()) {
      given = renamed(rows, FeatureColumns.nameIn(schema));
    } else if (features != null) {
      given = learned(features.with(rows), rows.columns().length, schema);
    }
    Scoring scoring = new Scoring(rows.sparkSession(), trained, answer, Scoring.Invalid.ERROR);
    Dataset<Row> scored = scoring.score(new Table("transform", "the dataset", given));
    int made = given.columns().length - rows.columns().length;
    return restored(scored, rows.schema(), made, answered);
  }

  /** The rows with the column of features under the name that the model knows, and no other so. */
  private Dataset<Row> renamed(Dataset<Row> rows, String known) {
    String[] names = rows.columns();
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(featuresCol)) {
        names[i] = known;
      } else if (names[i].equals(known)) {
        names[i] = "other " + known;
      }
    }
    return rows.toDF(names);
  }

  /** The columns that were made of the features under the names that the model knows. */
  private static Dataset<Row> learned(Dataset<Row> rows, int own, Schema schema) {
    String[] names = rows.columns();
    for (int i = own; i < names.length; i++) {
      names[i] = schema.features().get(i - own).name();
    }
    return rows.toDF(names);
  }

  /**
   * The columns of before under their names and metadata, and the answers under theirs.
   *
   * @param made the number of columns between them that were made of the features
   */
  static Dataset<Row> restored(
      Dataset<Row> scored, StructType before, int made, StructType answered) {
    String[] names = scored.columns();
    String[] places = new String[names.length];
    Arrays.setAll(places, i -> "c" + i);
    int own = before.size();
    int between = names.length - own - made - answered.size();
    Column[] columns = new Column[names.length - made];
    for (int i = 0; i < columns.length; i++) {
      int place = i < own ? i : i + made;
      Column column = col(places[place]);
      if (i < own) {
        StructField field = before.fields()[i];
        columns[i] = column.as(field.name(), field.metadata());
      } else if (i < own + between) {
        columns[i] = column.as(names[place]);
      } else {
        StructField field = answered.fields()[i - own - between];
        columns[i] = column.as(field.name(), field.metadata());
      }
    }
    return scored.toDF(places).select(columns);
  }
}
