package io.ganglion.spark.row;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.transform;

import io.ganglion.data.CategoricalColumn;
import io.ganglion.data.FeatureColumn;
import io.ganglion.data.Schema;
import io.ganglion.data.VectorColumn;
import io.ganglion.loss.Loss;
import io.ganglion.spark.sequence.SequenceTables;
import io.ganglion.spark.table.DataException;
import io.ganglion.spark.table.ScannedColumns;
import io.ganglion.spark.table.ScannedRows;
import io.ganglion.spark.table.Table;
import io.ganglion.spark.table.TableColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.InternalRow;

/** The columns of a table that a network uses, checked before any row is read. */
public final class UsedColumns {
  private final Table table;
  private final List<TableColumn> numbers = new ArrayList<>();
  private final List<TableColumn> categories = new ArrayList<>();
  private final List<TableColumn> labels;
  private final TableColumn weight;
  private final boolean classed;
  private final List<TableColumn> bases = new ArrayList<>();
  private TableColumn vector;

  private UsedColumns(Table table, ColumnCheck.Found found, ColumnRoles roles, boolean classed) {
    this.table = table;
    this.labels = found.labels();
    this.weight = found.weight();
    this.classed = classed;
    for (TableColumn column : found.features()) {
      if (column.kind() == TableColumn.Kind.VECTOR) {
        vector = column;
      } else if (column.kind() == TableColumn.Kind.TEXT
          || roles.categorical().contains(column.name())) {
        categories.add(column);
      } else {
        numbers.add(column);
      }
    }
    for (TableColumn label : table.ofSequences() ? labels : List.<TableColumn>of()) {
      int base = table.indexOf(SequenceTables.BASE + label.name());
      if (base >= 0) {
        bases.add(table.columns().get(base));
      }
    }
  }

  /**
   * The columns that a job names.
   *
   * @throws DataException listing every column that is missing or of the wrong kind
   */
  public static UsedColumns of(Table table, ColumnRoles named, Loss.Target target) {
    ColumnRoles roles = named.expanded(table);
    ColumnCheck.Found found = new ColumnCheck(table, roles).find(target);
    return new UsedColumns(table, found, roles, target != Loss.Target.NUMBERS);
  }

  /**
   * The columns that a model needs.
   *
   * @throws DataException listing every column that is missing or of the wrong kind
   */
  public static UsedColumns of(Table table, Schema schema, Loss.Target target) {
    List<String> features = schema.features().stream().map(FeatureColumn::name).toList();
    List<String> categorical = schema.categories().stream().map(CategoricalColumn::name).toList();
    ColumnRoles roles =
        new ColumnRoles(schema.label().names(), features, List.of(), categorical, schema.weight());
    UsedColumns used = of(table, roles, target);
    used.checkKinds(schema);
    return used;
  }

  private void checkKinds(Schema schema) {
    VectorColumn expected = schema.vector();
    List<String> problems = new ArrayList<>();
    for (TableColumn column : categories) {
      if (schema.categories().stream().noneMatch(c -> c.name().equals(column.name()))) {
        problems.add(
            table.where()
                + ": column '"
                + column.name()
                + "' holds text"
                + table.exampleText(column.name())
                + ", expected numbers as in training; correct the values");
      }
    }
    if ((vector == null) != (expected == null)) {
      String name = vector == null ? expected.name() : vector.name();
      problems.add(
          table.where()
              + ": column '"
              + name
              + "' expected "
              + (expected == null ? "numbers" : "vectors")
              + " as in training, found "
              + table.columns().get(table.indexOf(name)).type());
    }
    if (!problems.isEmpty()) {
      throw new DataException(problems);
    }
  }

  /** The table that they belong to. */
  public Table table() {
    return table;
  }

  /** The features that are numbers. */
  public List<TableColumn> numbers() {
    return numbers;
  }

  /** The features that are names. */
  public List<TableColumn> categories() {
    return categories;
  }

  /** The feature that is a vector; null without one. */
  public TableColumn vector() {
    return vector;
  }

  /** The columns to predict, in the order of the outputs. */
  public List<TableColumn> labels() {
    return labels;
  }

  /** The labels for people. */
  String labelTitle() {
    return String.join("', '", labels.stream().map(TableColumn::name).toList());
  }

  /** The name of the column of weights; null without one. */
  public String weightName() {
    return weight == null ? null : weight.name();
  }

  /** Where the values of a row stand. */
  public RowLayout layout() {
    List<Integer> names = new ArrayList<>();
    int ofLabels = classed ? 0 : labels.size();
    int ofRow = ofLabels + (weight == null ? 0 : 1) + bases.size();
    boolean perStep = labelPerStep();
    int numbersBefore = numbers.size() + (!table.ofSequences() ? ofRow : perStep ? ofLabels : 0);
    int texts = 0;
    for (TableColumn column : names()) {
      if (table.ofSequences() && !column.steps()) {
        numbersBefore = ofRow;
        texts = 0;
      }
      names.add(column.kind() == TableColumn.Kind.TEXT ? -1 - texts++ : numbersBefore++);
    }
    return new RowLayout(
        numbers.size(),
        ofLabels,
        weight != null,
        bases.size(),
        names,
        classed,
        vector != null,
        table.ofSequences(),
        perStep);
  }

  /** Whether each step of a sequence has a label. */
  private boolean labelPerStep() {
    return labels.get(0).steps();
  }

  /** The columns of names: features, and the label that names a class. */
  private List<TableColumn> names() {
    List<TableColumn> names = new ArrayList<>(categories);
    if (classed) {
      names.add(labels.get(0));
    }
    return names;
  }

  /** The used part of each row, in chunks of rows that were read together. */
  public JavaRDD<RawChunk> chunks(long seed) {
    RowLayout layout = layout();
    if (table.ofSequences()) {
      return sequences().mapPartitions(rows -> new SequenceChunks(rows, layout, seed));
    }
    JavaRDD<RawChunk> ofColumns = columnChunks(layout, seed);
    return ofColumns == null
        ? rows().mapPartitions(rows -> new RowChunks(rows, layout, seed))
        : ofColumns;
  }

  /** The chunks of a table that can be read by columns; null of others. */
  private JavaRDD<RawChunk> columnChunks(RowLayout layout, long seed) {
    List<TableColumn> numeric = numeric();
    ColumnNumbers[] numbers =
        numeric.stream()
            .map(column -> ColumnNumbers.of(table.type(table.indexOf(column.name()))))
            .toArray(ColumnNumbers[]::new);
    if (vector != null || Arrays.asList(numbers).contains(null)) {
      return null;
    }
    List<Column> selected = new ArrayList<>();
    numeric.forEach(column -> selected.add(column(column)));
    texts().forEach(column -> selected.add(column(column)));
    ScannedColumns scanned =
        ScannedColumns.of(table.positional().select(selected.toArray(Column[]::new)));
    if (scanned == null) {
      return null;
    }
    int[] places = scanned.places().stream().mapToInt(place -> place).toArray();
    return scanned
        .batches()
        .mapPartitions(batches -> new BatchChunks(batches, places, numbers, layout, seed));
  }

  private JavaRDD<InternalRow> sequences() {
    List<TableColumn> numeric = new ArrayList<>(numbers);
    List<TableColumn> all = new ArrayList<>();
    if (!classed) {
      all.addAll(labels);
    }
    if (weight != null) {
      all.add(weight);
    }
    all.addAll(bases);
    List<TableColumn> texts = new ArrayList<>();
    List<TableColumn> ofNames = new ArrayList<>(all);
    ofNames.addAll(names());
    List<TableColumn> whole = new ArrayList<>();
    List<TableColumn> wholeTexts = new ArrayList<>();
    for (TableColumn column : ofNames) {
      boolean text = column.kind() == TableColumn.Kind.TEXT;
      if (column.steps()) {
        (text ? texts : numeric).add(column);
      } else {
        (text ? wholeTexts : whole).add(column);
      }
    }
    TableColumn first = numeric.isEmpty() ? texts.get(0) : numeric.get(0);
    Column numbers = array(numeric.stream().map(this::stepNumbers).toArray(Column[]::new));
    Column strings = array(texts.stream().map(this::column).toArray(Column[]::new));
    return ScannedRows.of(
        table
            .positional()
            .select(
                size(column(first)),
                numeric.isEmpty() ? array().cast("array<double>") : flatten(numbers),
                texts.isEmpty() ? array().cast("array<string>") : flatten(strings),
                numbers(whole),
                array(wholeTexts.stream().map(this::column).toArray(Column[]::new))
                    .cast("array<string>")));
  }

  /** A column of steps as doubles that are never null; adding 0 makes one zero of the two. */
  private Column stepNumbers(TableColumn column) {
    return transform(
        column(column).cast("array<double>"),
        value -> coalesce(value, lit(Double.NaN)).plus(lit(0.0)));
  }

  /** The columns of a row that are read as numbers, names that are written so last. */
  private List<TableColumn> numeric() {
    List<TableColumn> numeric = new ArrayList<>(numbers);
    if (!classed) {
      numeric.addAll(labels);
    }
    if (weight != null) {
      numeric.add(weight);
    }
    names().stream().filter(name -> name.kind() != TableColumn.Kind.TEXT).forEach(numeric::add);
    return numeric;
  }

  /** The columns of a row that are read as texts. */
  private List<TableColumn> texts() {
    return names().stream().filter(name -> name.kind() == TableColumn.Kind.TEXT).toList();
  }

  private JavaRDD<InternalRow> rows() {
    List<Column> selected = new ArrayList<>();
    numeric().forEach(column -> selected.add(number(column)));
    texts().forEach(column -> selected.add(column(column)));
    if (vector != null) {
      selected.add(column(vector));
    }
    RowLayout layout = layout();
    int expected = layout.numbers() + layout.names().size() + (layout.vector() ? 1 : 0);
    if (selected.size() != expected) {
      throw new IllegalStateException(expected + " columns are read, of " + selected.size());
    }
    return ScannedRows.of(table.positional().select(selected.toArray(Column[]::new)));
  }

  private Column numbers(List<TableColumn> columns) {
    Column numbers = array(columns.stream().map(this::number).toArray(Column[]::new));
    return columns.isEmpty() ? numbers.cast("array<double>") : numbers;
  }

  private Column column(TableColumn column) {
    return Table.column(table.indexOf(column.name()));
  }

  /** A column as a double that is never null; adding 0 makes one zero of the two. */
  private Column number(TableColumn column) {
    return coalesce(column(column).cast("double"), lit(Double.NaN)).plus(lit(0.0));
  }
}
