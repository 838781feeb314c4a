package io.ganglion.spark.scoring;

import io.ganglion.data.FeatureColumn;
import io.ganglion.data.Schema;
import io.ganglion.data.SequenceRows;
import io.ganglion.data.Sequences;
import io.ganglion.spark.row.ColumnRoles;
import io.ganglion.spark.sequence.SequencePlaces;
import io.ganglion.spark.sequence.SequenceReader;
import io.ganglion.spark.sequence.SequenceTables;
import io.ganglion.spark.table.DataException;
import io.ganglion.spark.table.Table;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A table of sequences to predict for, in the form that people keep them in.
 *
 * @param rows a row a sequence: its features, what predictions are added to, columns that stay
 * @param places where those stand
 * @param type of the columns of a row that is written, without the answer
 */
public record ScoredTable(Dataset<Row> rows, SequencePlaces places, StructType type) {

  /**
   * The sequences of a table.
   *
   * @param perStep whether a row a step is written, not a row a sequence
   * @throws DataException if columns are missing
   */
  public static ScoredTable of(Table table, Schema schema, boolean perStep) {
    Sequences sequences = schema.sequences();
    SequenceReader reader = SequenceTables.reader(sequences.form());
    ColumnRoles roles = SequenceTables.rolesOf(schema);
    reader.checkScored(table, roles);
    Dataset<Row> rows = reader.scored(table, schema, perStep);
    StructField[] fields = rows.schema().fields();
    List<String> names = Arrays.stream(fields).map(StructField::name).toList();
    int[] features =
        schema.features().stream().map(FeatureColumn::name).mapToInt(names::indexOf).toArray();
    int[] kept = places(names, SequenceTables.KEPT);
    boolean gathered = sequences.form() instanceof SequenceRows;
    boolean[] arrays = new boolean[kept.length];
    StructType type = new StructType();
    for (int i = 0; i < kept.length; i++) {
      StructField field = fields[kept[i]];
      String name = field.name().substring(SequenceTables.KEPT.length());
      arrays[i] = gathered && perStep && !name.equals(((SequenceRows) sequences.form()).id());
      type =
          type.add(
              name, arrays[i] ? ((ArrayType) field.dataType()).elementType() : field.dataType());
    }
    boolean numbered = perStep && !gathered;
    if (numbered) {
      type = type.add("step", DataTypes.IntegerType);
    }
    int[] bases = places(names, SequenceTables.BASE);
    SequencePlaces places = new SequencePlaces(features, kept, arrays, bases, numbered);
    return new ScoredTable(rows, places, type);
  }

  private static int[] places(List<String> names, String prefix) {
    return IntStream.range(0, names.size()).filter(i -> names.get(i).startsWith(prefix)).toArray();
  }
}
