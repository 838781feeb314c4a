package io.ganglion.spark.graph;

import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.udf;

import io.ganglion.data.GraphForm;
import io.ganglion.data.IndexedFeature;
import io.ganglion.spark.table.DataException;
import io.ganglion.spark.table.Table;
import io.ganglion.spark.table.TableColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.functions;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;

/** Makes vectors of the columns of nodes that hold lists of indices, or arrays of numbers. */
final class GraphColumns {
  private GraphColumns() {}

  /**
   * The table of nodes with vectors in place of lists and arrays.
   *
   * @throws DataException if a column is missing, or holds nothing of the kind
   */
  static Table vectors(Table nodes, GraphForm form) {
    check(nodes, form);
    List<Column> columns = new ArrayList<>();
    for (TableColumn column : nodes.columns()) {
      int index = nodes.indexOf(column.name());
      Column value = Table.column(index);
      DataType type = nodes.type(index);
      IndexedFeature indexed = indexed(form, column.name());
      if (indexed != null) {
        Column text =
            type instanceof ArrayType ? concat_ws(" ", value.cast("array<string>")) : value;
        value = udf(new Indices(nodes.where(), indexed), SQLDataTypes.VectorType()).apply(text);
      } else if (type instanceof ArrayType array && array.elementType() instanceof NumericType) {
        value = functions.array_to_vector(value.cast("array<double>"));
      }
      columns.add(value.as(column.name()));
    }
    return nodes.with(nodes.positional().select(columns.toArray(Column[]::new)));
  }

  private static IndexedFeature indexed(GraphForm form, String name) {
    return form.nodeFeatures().stream()
        .filter(feature -> feature.indices().equals(name))
        .findFirst()
        .orElse(null);
  }

  private static void check(Table nodes, GraphForm form) {
    List<String> problems = new ArrayList<>();
    for (IndexedFeature feature : form.nodeFeatures()) {
      int index = nodes.indexOf(feature.indices());
      if (index < 0) {
        problems.add(
            "%s: nodeFeatures: %s has no column '%s'%s"
                .formatted(
                    nodes.where(),
                    nodes.location(),
                    feature.indices(),
                    nodes.hint(feature.indices())));
      } else if (!(nodes.type(index) instanceof StringType)
          && !(nodes.type(index) instanceof ArrayType)) {
        problems.add(
            "%s: nodeFeatures: column '%s' is of type %s, expected texts of indices such as"
                    .formatted(nodes.where(), feature.indices(), nodes.columns().get(index).type())
                + " '3 17 42', or arrays of them");
      }
    }
    if (!problems.isEmpty()) {
      throw new DataException(problems);
    }
  }

  /** A vector with the same number at each index of a text. */
  private static final class Indices implements UDF1<String, org.apache.spark.ml.linalg.Vector> {
    private static final long serialVersionUID = 1L;

    private final String where;
    private final IndexedFeature feature;

    Indices(String where, IndexedFeature feature) {
      this.where = where;
      this.feature = feature;
    }

    @Override
    public org.apache.spark.ml.linalg.Vector call(String text) {
      if (text == null || text.isBlank()) {
        return Vectors.sparse(feature.size(), new int[0], new double[0]);
      }
      int[] indices =
          Arrays.stream(text.strip().split("[ ,;]+", -1))
              .mapToInt(this::index)
              .sorted()
              .distinct()
              .toArray();
      double[] values = new double[indices.length];
      Arrays.fill(values, feature.normalize() ? 1.0 / indices.length : 1.0);
      return Vectors.sparse(feature.size(), indices, values);
    }

    private int index(String text) {
      if (text.matches("\\d{1,9}") && Integer.parseInt(text) < feature.size()) {
        return Integer.parseInt(text);
      }
      throw new DataException(
          "%s: nodeFeatures: column '%s' holds '%s', expected indices from 0 to %d; correct it, or set size beyond the greatest index"
              .formatted(where, feature.indices(), text, feature.size() - 1));
    }
  }
}
