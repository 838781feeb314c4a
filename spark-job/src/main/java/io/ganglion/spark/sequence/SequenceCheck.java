package io.ganglion.spark.sequence;

import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;

import io.ganglion.data.SequenceRows;
import io.ganglion.spark.table.DataException;
import io.ganglion.spark.table.TableSplits;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/** Conditions that fail a job at a sequence that can't be one, and name it. */
final class SequenceCheck {
  private static final String IN_TWO_PARTS =
      " has steps in two parts of the data, expected all in one; split by a column that is the same"
          + " in all of them";

  private SequenceCheck() {}

  /** That a sequence has an id, and each step a place of its own. */
  static Column steps(String where, SequenceRows form, Column id, Column orders) {
    UDF1<Row, Boolean> check =
        sequence -> {
          String name = sequence.getString(0);
          if (name == null) {
            throw new DataException(
                "%s: column '%s' has rows without a value, expected the sequence that each is a step of; fill it"
                    .formatted(where, form.id()));
          }
          Set<String> seen = new HashSet<>();
          for (String place : sequence.<String>getList(1)) {
            if (place.isEmpty()) {
              throw new DataException(
                  "%s: the sequence with %s %s has a step without a value of '%s', which orders its steps; fill it"
                      .formatted(where, form.id(), name, form.order()));
            }
            if (!seen.add(place)) {
              throw new DataException(
                  "%s: the sequence with %s %s has two steps with %s %s, expected one; remove or renumber one of them"
                      .formatted(where, form.id(), name, form.order(), place));
            }
          }
          return true;
        };
    return udf(check, DataTypes.BooleanType).apply(struct(id.cast("string"), orders));
  }

  /**
   * That all steps of a sequence have the same value.
   *
   * @param column that holds them
   * @param label whether they are a label
   */
  static Column alike(
      String where, SequenceRows form, String column, boolean label, Column id, Column values) {
    boolean parts = column.equals(TableSplits.PART);
    UDF1<Row, Boolean> check =
        steps -> {
          List<String> all = steps.getList(1);
          String first = all.get(0);
          for (String value : all) {
            if (!String.valueOf(value).equals(String.valueOf(first))) {
              String sequence =
                  where + ": the sequence with " + form.id() + " " + steps.getString(0);
              throw new DataException(
                  parts ? sequence + IN_TWO_PARTS : sequence + two(column, first, value, label));
            }
          }
          return true;
        };
    return udf(check, DataTypes.BooleanType).apply(struct(id.cast("string"), values));
  }

  private static String two(String column, String first, String second, boolean label) {
    return " has two values of '%s', %s and %s, expected one for all its steps; correct them%s"
        .formatted(
            column,
            first,
            second,
            label ? ", or let the network end in an output a step (returnSequences)" : "");
  }

  /** That columns of arrays have as many elements each, at least one. */
  static Column lengths(String where, String names, Column sizes) {
    UDF1<Row, Boolean> check =
        row -> {
          List<Integer> all = row.getList(0);
          Integer first = all.get(0);
          for (Integer size : all) {
            if (size == null || size < 1 || !size.equals(first)) {
              throw new DataException(
                  "%s: the columns %s have %s elements in a row, expected as many steps in each, at least one; correct the row"
                      .formatted(
                          where,
                          names,
                          String.join(", ", all.stream().map(String::valueOf).toList())));
            }
          }
          return true;
        };
    return udf(check, DataTypes.BooleanType).apply(struct(sizes));
  }
}
