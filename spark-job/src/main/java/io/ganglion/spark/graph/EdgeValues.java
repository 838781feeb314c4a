package io.ganglion.spark.graph;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;

import io.ganglion.data.EdgeEncoder;
import io.ganglion.data.FeatureColumn;
import io.ganglion.data.GraphForm;
import io.ganglion.data.RawRow;
import io.ganglion.data.Schema;
import io.ganglion.spark.row.RawValues;
import io.ganglion.spark.scoring.Scoring;
import io.ganglion.spark.table.DataException;
import io.ganglion.spark.table.Table;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/** The features of an edge as numbers, from its row in a table. For one thread. */
final class EdgeValues implements UDF1<Row, float[]> {
  private static final long serialVersionUID = 1L;

  private final String where;

  /** Of the features in a row, and behind them of the ends. */
  private final int[] positions;

  private final Schema schema;
  private final int width;
  private transient RawValues values;
  private transient EdgeEncoder encoder;
  private transient RawRow raw;

  private EdgeValues(String where, int[] positions, Schema schema) {
    this.where = where;
    this.positions = positions;
    this.schema = schema;
    this.width = EdgeEncoder.width(schema);
  }

  /**
   * The features of the edges of a table.
   *
   * @param schema of edges
   * @throws DataException if a column is missing
   */
  static EdgeValues of(Table edges, Schema schema, GraphForm form) {
    Scoring.checkFeatures(edges, schema);
    IntStream features =
        schema.features().stream().map(FeatureColumn::name).mapToInt(edges::indexOf);
    IntStream ends = IntStream.of(edges.indexOf(form.source()), edges.indexOf(form.target()));
    return new EdgeValues(edges.where(), IntStream.concat(features, ends).toArray(), schema);
  }

  /** How many numbers an edge has. */
  int width() {
    return width;
  }

  /** The numbers of each edge, over the columns of {@link Table#positional}; null without any. */
  Column column() {
    if (width == 0) {
      return lit(null).cast("array<float>");
    }
    int[] inStruct = IntStream.range(0, positions.length).toArray();
    EdgeValues ofStruct = new EdgeValues(where, inStruct, schema);
    return udf(ofStruct, DataTypes.createArrayType(DataTypes.FloatType, false))
        .apply(struct(Arrays.stream(positions).mapToObj(Table::column).toArray(Column[]::new)));
  }

  /**
   * The numbers of an edge.
   *
   * @throws DataException if it has a value that is none of its column
   */
  @Override
  public float[] call(Row row) {
    if (encoder == null) {
      int features = schema.features().size();
      values =
          RawValues.ofEdges(
              where,
              Arrays.copyOf(positions, features),
              schema,
              Arrays.copyOfRange(positions, features, positions.length));
      encoder = new EdgeEncoder(schema);
      raw = new RawRow(schema);
    }
    String problem = values.read(row, raw);
    if (problem != null) {
      throw new DataException(problem);
    }
    float[] numbers = new float[width];
    encoder.encode(raw, numbers);
    return numbers;
  }
}
