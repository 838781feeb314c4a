package io.ganglion.ml;

import static org.apache.spark.ml.functions.vector_to_array;

import io.ganglion.data.CategoricalColumn;
import io.ganglion.data.FeatureColumn;
import io.ganglion.data.Schema;
import io.ganglion.data.SequenceColumns;
import io.ganglion.data.VectorColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.AttributeType;
import org.apache.spark.ml.feature.VectorSlicer;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;

/**
 * The features of a dataset as the columns that a network reads: vectors as they are, or without
 * the elements that are categories, each of which is a column of its own.
 *
 * @param column of vectors or arrays
 * @param nominal the places of the elements of vectors that are categories, ascending
 * @param size of the vectors where some are categories
 */
record FeatureColumns(String column, List<Integer> nominal, int size) {
  private static final String REST = "[numbers]";
  private static final Pattern ELEMENT = Pattern.compile("\\[(\\d+)]$");

  FeatureColumns {
    nominal = List.copyOf(nominal);
  }

  /** A column as it is. */
  static FeatureColumns whole(String column) {
    return new FeatureColumns(column, List.of(), 0);
  }

  /**
   * A column of vectors with those elements apart that its metadata calls nominal.
   *
   * @param field of the column
   */
  static FeatureColumns embedded(StructField field) {
    AttributeGroup group = AttributeGroup.fromStructField(field);
    if (!field.dataType().equals(SQLDataTypes.VectorType()) || group.attributes().isEmpty()) {
      return whole(field.name());
    }
    Attribute[] attributes = group.attributes().get();
    List<Integer> nominal =
        IntStream.range(0, attributes.length)
            .filter(i -> attributes[i].attrType().equals(AttributeType.Nominal()))
            .boxed()
            .toList();
    return new FeatureColumns(field.name(), nominal, attributes.length);
  }

  /**
   * What a model reads of a column.
   *
   * @return null where the model's features are columns of their own
   */
  static FeatureColumns of(Schema schema, String column) {
    if (schema.sequences() != null) {
      boolean one =
          schema.sequences().form() instanceof SequenceColumns form && form.columns().size() == 1;
      return one ? whole(column) : null;
    }
    List<Integer> nominal = new ArrayList<>();
    int size = 0;
    for (FeatureColumn feature : schema.features()) {
      Matcher element = ELEMENT.matcher(feature.name());
      if (feature instanceof VectorColumn vector) {
        size += vector.size();
      } else if (feature instanceof CategoricalColumn && element.find()) {
        nominal.add(Integer.valueOf(element.group(1)));
        size++;
      } else {
        return null;
      }
    }
    return new FeatureColumns(column, nominal, nominal.isEmpty() ? 0 : size);
  }

  /** The name under which a model knows a whole column. */
  static String nameIn(Schema schema) {
    if (schema.sequences() != null) {
      return ((SequenceColumns) schema.sequences().form()).columns().values().iterator().next();
    }
    return schema.vector().name();
  }

  /** Whether the column is read as it is. */
  boolean wholeColumn() {
    return nominal.isEmpty();
  }

  /** The names of the columns of categories. */
  List<String> categories() {
    return nominal.stream().map(place -> column + "[" + place + "]").toList();
  }

  /** The names of all columns of features. */
  List<String> names() {
    if (wholeColumn()) {
      return List.of(column);
    }
    List<String> names = new ArrayList<>(categories());
    if (nominal.size() < size) {
      names.add(column + REST);
    }
    return names;
  }

  /** The rows with the columns that are not there already behind their own. */
  Dataset<Row> with(Dataset<Row> rows) {
    Dataset<Row> all = rows;
    for (int place : nominal) {
      all =
          all.withColumn(
              column + "[" + place + "]",
              vector_to_array(rows.col(quoted(column)), "float64").getItem(place));
    }
    if (wholeColumn() || nominal.size() == size) {
      return all;
    }
    int[] others = IntStream.range(0, size).filter(place -> !nominal.contains(place)).toArray();
    return new VectorSlicer()
        .setInputCol(column)
        .setOutputCol(column + REST)
        .setIndices(others)
        .transform(all);
  }

  /** The key {@code sequence} of the section data; null where a row is an example. */
  static Map<String, Object> sequence(Dataset<Row> rows, String column) {
    DataType type = rows.schema().apply(column).dataType();
    if (!(type instanceof ArrayType array)) {
      return null;
    }
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("columns", Map.of(column, column));
    if (array.elementType() instanceof ArrayType) {
      List<Row> first = rows.select(rows.col(quoted(column)).getItem(0)).takeAsList(1);
      boolean known = !first.isEmpty() && !first.get(0).isNullAt(0);
      form.put("features", known ? first.get(0).getList(0).size() : 1);
    }
    return form;
  }

  /** A name that is no path into a struct. */
  static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }
}
