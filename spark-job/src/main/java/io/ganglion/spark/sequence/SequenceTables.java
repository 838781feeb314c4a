package io.ganglion.spark.sequence;

import io.ganglion.data.FeatureColumn;
import io.ganglion.data.Schema;
import io.ganglion.data.SequenceColumns;
import io.ganglion.data.SequenceForm;
import io.ganglion.data.SequenceRows;
import io.ganglion.data.SequenceTokens;
import io.ganglion.data.SequenceWindows;
import io.ganglion.data.Sequences;
import io.ganglion.spark.row.ColumnRoles;
import io.ganglion.spark.table.DataException;
import io.ganglion.spark.table.Table;
import io.ganglion.spark.table.TableColumn;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Makes tables with a row a sequence, whose columns of steps are arrays, of the tables in which
 * people keep sequences. What is read from then on is the same for all forms.
 */
public final class SequenceTables {
  /** Before the name of a label: the column of what the label is added to. */
  public static final String BASE = "base of ";

  /** Before the name of a column of the source that stays beside predictions. */
  public static final String KEPT = "kept ";

  private SequenceTables() {}

  /** What is read of a form of sequences. */
  public static SequenceReader reader(SequenceForm form) {
    if (form instanceof SequenceRows rows) {
      return new GatheredRows(rows);
    }
    if (form instanceof SequenceColumns columns) {
      return new GatheredColumns(columns);
    }
    if (form instanceof SequenceTokens tokens) {
      return new TokenWords(tokens);
    }
    return new WindowTable((SequenceWindows) form);
  }

  /**
   * A table of labelled sequences.
   *
   * @param table as people keep it
   * @param roles of its columns
   * @return with the columns of {@link #roles}, and the part of each sequence where {@link
   *     TableSplits#marked} put one
   * @throws DataException if columns are missing or of the wrong kind
   */
  public static Table labelled(Table table, Sequences sequences, ColumnRoles roles) {
    SequenceReader reader = reader(sequences.form());
    ColumnRoles expanded = roles.expanded(table);
    reader.check(table, expanded);
    Dataset<Row> rows =
        reader.labelled(table, expanded, reader.features(table, expanded), sequences);
    return table.sequences(rows, reader.ifNone());
  }

  /**
   * The roles that the columns of a {@link #labelled} table have.
   *
   * @param roles of the columns of the table that it was made of
   */
  public static ColumnRoles roles(Table gathered, SequenceForm form, ColumnRoles roles) {
    ColumnRoles expanded = roles.expanded(gathered);
    List<String> labels = reader(form).labels(expanded.labels());
    List<String> features =
        gathered.columns().stream()
            .filter(column -> column.steps() && !labels.contains(column.name()))
            .map(TableColumn::name)
            .toList();
    return new ColumnRoles(labels, features, List.of(), expanded.categorical(), expanded.weight());
  }

  /** The labelled table of sequences that a model expects. */
  public static Table labelled(Table table, Schema schema) {
    return labelled(table, schema.sequences(), rolesOf(schema));
  }

  /**
   * The roles that columns had in the table that a model learned from.
   *
   * @param schema of sequences
   */
  public static ColumnRoles rolesOf(Schema schema) {
    List<String> labels = schema.label().names();
    List<String> features =
        new ArrayList<>(schema.features().stream().map(FeatureColumn::name).toList());
    if (schema.sequences().form() instanceof SequenceWindows windows) {
      labels = List.of(windows.label(labels));
      features.remove(SequenceWindows.past(labels.get(0)));
    }
    List<String> categorical =
        schema.categories().stream().filter(c -> c.numbers()).map(FeatureColumn::name).toList();
    return new ColumnRoles(labels, features, List.of(), categorical, schema.weight());
  }

  /** What there is to say about the steps of a table, for people; empty for nothing. */
  public static List<String> notes(Table table, SequenceForm form, ColumnRoles roles) {
    return form instanceof SequenceWindows windows
        ? WindowNotes.of(table, windows, roles.labels().get(0))
        : List.of();
  }
}
