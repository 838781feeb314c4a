package io.ganglion.spark.table;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The columns of a table that stay when others are added behind them. */
public final class KeptColumns {
  private final int[] kept;
  private final int width;

  private KeptColumns(int[] kept, int width) {
    this.kept = kept;
    this.width = width;
  }

  /**
   * Finds the columns by their names.
   *
   * @param where what a message calls the names
   * @param own the columns that can stay, in the order of the rows
   * @param names null for all columns
   * @throws DataException listing every name that no column has
   */
  public static KeptColumns of(String where, Table table, List<String> own, List<String> names) {
    int width = own.size();
    if (names == null) {
      return new KeptColumns(IntStream.range(0, width).toArray(), width);
    }
    List<String> problems = new ArrayList<>();
    LinkedHashSet<String> wanted = new LinkedHashSet<>(names);
    wanted.remove("");
    for (String name : wanted) {
      if (!own.contains(name)) {
        problems.add(
            where + ": " + table.location() + " has no column '" + name + "'" + table.hint(name));
      }
    }
    if (!problems.isEmpty()) {
      throw new DataException(problems);
    }
    return new KeptColumns(wanted.stream().mapToInt(own::indexOf).toArray(), width);
  }

  /** The kept columns and all that stand behind those that can stay. */
  public Dataset<Row> of(Dataset<Row> rows) {
    String[] names = rows.columns();
    Table all = new Table("", "", rows);
    Column[] columns =
        IntStream.concat(IntStream.of(kept), IntStream.range(width, names.length))
            .mapToObj(i -> Table.column(i).as(names[i]))
            .toArray(Column[]::new);
    return all.positional().select(columns);
  }
}
