package io.ganglion.spark.sequence;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.regexp_extract_all;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.when;

import io.ganglion.data.Schema;
import io.ganglion.data.SequenceTokens;
import io.ganglion.data.Sequences;
import io.ganglion.spark.row.ColumnRoles;
import io.ganglion.spark.table.DataException;
import io.ganglion.spark.table.Table;
import io.ganglion.spark.table.TableColumn;
import io.ganglion.spark.table.TableSplits;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Takes the words of a text for the steps of a sequence. */
final class TokenWords extends SequenceReader {
  private static final String WORD = "[\\p{L}\\p{N}']+";

  private final SequenceTokens form;

  TokenWords(SequenceTokens form) {
    this.form = form;
  }

  @Override
  List<NamedColumn> named() {
    return List.of(new NamedColumn("tokens", form.tokens()));
  }

  @Override
  List<String> features(Table table, ColumnRoles roles) {
    return List.of(form.tokens());
  }

  @Override
  Dataset<Row> labelled(
      Table table, ColumnRoles roles, List<String> features, Sequences sequences) {
    if (sequences.labelPerStep()) {
      throw new DataException(
          table.where()
              + ": a text has one label, but the network ends in an output a word: put last_step,"
              + " mean_over_time or a recurrent layer without returnSequences before the end");
    }
    List<String> others = new ArrayList<>(roles.labels());
    others.add(roles.weight());
    others.add(TableSplits.PART);
    List<Column> columns = new ArrayList<>();
    columns.add(words(table).as(form.tokens()));
    for (String name : others) {
      if (name != null && table.indexOf(name) >= 0) {
        columns.add(Table.column(table.indexOf(name)).as(name));
      }
    }
    return table.positional().select(columns.toArray(Column[]::new));
  }

  @Override
  public Dataset<Row> scored(Table table, Schema schema, boolean perStep) {
    List<Column> columns = new ArrayList<>();
    columns.add(words(table).as(form.tokens()));
    for (TableColumn column : table.columns()) {
      Column value = Table.column(table.indexOf(column.name()));
      columns.add(value.as(SequenceTables.KEPT + column.name()));
    }
    return table.positional().select(columns.toArray(Column[]::new));
  }

  /** The words of each text; one that is missing where it has none. */
  private Column words(Table table) {
    int index = table.indexOf(form.tokens());
    if (table.columns().get(index).kind() != TableColumn.Kind.TEXT) {
      throw new DataException(
          "%s: sequence.tokens: column '%s' is of type %s, expected texts"
              .formatted(table.where(), form.tokens(), table.columns().get(index).type()));
    }
    Column words = regexp_extract_all(lower(Table.column(index)), lit(WORD), lit(0));
    Column first = slice(words, lit(1), lit(form.maxLength()));
    return when(size(words).gt(0), first).otherwise(array(lit(null).cast("string")));
  }
}
