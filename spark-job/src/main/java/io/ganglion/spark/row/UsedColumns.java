package io.ganglion.spark.row;

import io.ganglion.data.CategoricalColumn;
import io.ganglion.data.FeatureColumn;
import io.ganglion.data.Schema;
import io.ganglion.data.VectorColumn;
import io.ganglion.loss.Loss;
import io.ganglion.spark.sequence.SequenceTables;
import io.ganglion.spark.table.DataException;
import io.ganglion.spark.table.Table;
import io.ganglion.spark.table.TableColumn;
import java.util.ArrayList;
import java.util.List;

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
    int ofRow = ofExample().size();
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
  List<TableColumn> names() {
    List<TableColumn> names = new ArrayList<>(categories);
    if (classed) {
      names.add(labels.get(0));
    }
    return names;
  }

  /** The numbers of an example besides its features: labels, weight and bases. */
  List<TableColumn> ofExample() {
    List<TableColumn> numbers = new ArrayList<>(classed ? List.of() : labels);
    if (weight != null) {
      numbers.add(weight);
    }
    numbers.addAll(bases);
    return numbers;
  }
}
