package io.ganglion.spark.facts;

import io.ganglion.data.CategoricalColumn;
import io.ganglion.data.FeatureColumn;
import io.ganglion.data.NumericColumn;
import io.ganglion.data.Schema;
import io.ganglion.spark.row.UsedColumns;
import io.ganglion.spark.table.NumberText;
import io.ganglion.spark.table.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a user should know of a table before training goes on without a stop. */
public final class DataWarnings {
  /** How many columns a warning names. */
  private static final int NAMED = 5;

  /** A column of names is taken for an identifier from that share of different values on. */
  private static final double IDENTIFIER = 0.5;

  private static final int MANY_VALUES = 50;

  private final UsedColumns columns;
  private final RowFacts facts;
  private final Schema schema;
  private final List<String> warnings = new ArrayList<>();

  private DataWarnings(UsedColumns columns, RowFacts facts, Schema schema) {
    this.columns = columns;
    this.facts = facts;
    this.schema = schema;
  }

  /** Warnings about a training table. */
  public static List<String> ofTraining(UsedColumns columns, RowFacts facts, Schema schema) {
    DataWarnings warnings = new DataWarnings(columns, facts, schema);
    warnings.constants();
    warnings.identifiers();
    warnings.mixed();
    warnings.imputed(facts.numbers.missingElsewhere, "held-out rows");
    warnings.classes();
    return warnings.warnings;
  }

  /** Warnings about a table for a model that is there. */
  public static List<String> ofOther(UsedColumns columns, RowFacts facts, Schema schema) {
    DataWarnings warnings = new DataWarnings(columns, facts, schema);
    warnings.imputed(facts.numbers.missing, "rows");
    warnings.unknown();
    return warnings.warnings;
  }

  /** One line for all of them: images have many pixels that never change. */
  private void constants() {
    List<FeatureColumn> constant = new ArrayList<>();
    for (FeatureColumn feature : schema.features()) {
      boolean number = feature instanceof NumericColumn n && n.minimum() == n.maximum();
      boolean name =
          feature instanceof CategoricalColumn c && c.values().size() == 1 && c.missing() == 0;
      if (number || name) {
        constant.add(feature);
      }
    }
    if (constant.size() == 1) {
      constant("column '" + constant.get(0).name() + "'", value(constant.get(0)));
    } else if (!constant.isEmpty()) {
      String some =
          constant.stream().limit(NAMED).map(FeatureColumn::name).collect(Collectors.joining(", "));
      warnings.add(
          constant.size()
              + " columns hold one and the same value in every training row ("
              + some
              + (constant.size() > NAMED ? ", …" : "")
              + "): nothing can be learned from them");
    }
    for (int i = 0; i < columns.layout().labels(); i++) {
      int place = columns.numbers().size() + i;
      if (facts.numbers.constant(place)) {
        constant(
            "label '" + columns.labels().get(i).name() + "'",
            NumberText.format(facts.numbers.minimum[place]));
      }
    }
  }

  private static String value(FeatureColumn feature) {
    return feature instanceof CategoricalColumn category
        ? "'" + category.values().get(0) + "'"
        : NumberText.format(((NumericColumn) feature).minimum());
  }

  private void constant(String what, String value) {
    warnings.add(what + " is " + value + " in every training row: nothing can be learned from it");
  }

  private void identifiers() {
    long rows = facts.rows(Split.Part.TRAINING);
    for (CategoricalColumn column : schema.categories()) {
      int values = column.values().size();
      if (values >= MANY_VALUES && values > IDENTIFIER * (rows - column.missing())) {
        warnings.add(
            "column '"
                + column.name()
                + "' holds "
                + values
                + " different texts in "
                + (rows - column.missing())
                + " training rows: if it names the rows, add it to 'exclude'");
      }
    }
  }

  /** One text makes a column of numbers a categorical one, which is seldom meant. */
  private void mixed() {
    for (int c = 0; c < columns.categories().size(); c++) {
      CategoricalColumn column = schema.categories().get(c);
      List<String> texts =
          column.values().stream().filter(value -> !NumberText.isNumber(value)).toList();
      boolean some = !texts.isEmpty() && 2 * texts.size() < column.values().size();
      if (!column.numbers() && some) {
        warnings.add(
            "column '"
                + column.name()
                + "' holds numbers and texts, for example '"
                + texts.get(0)
                + "', and is taken as categorical: name texts that stand for no value under"
                + " 'missing'");
      }
    }
  }

  private void imputed(long[] gaps, String rows) {
    List<NumericColumn> numbers = schema.numbers();
    for (int i = 0; i < columns.numbers().size(); i++) {
      if (gaps[i] > 0 && !numbers.get(i).flagged()) {
        warnings.add(
            "column '"
                + numbers.get(i).name()
                + "' is missing in "
                + gaps[i]
                + " "
                + rows
                + " but in no training row: the training mean stands in");
      }
    }
  }

  private void unknown() {
    for (int c = 0; c < columns.categories().size(); c++) {
      CategoricalColumn column = schema.categories().get(c);
      List<String> unknown =
          Labels.sorted(facts.names.get(c), Split.Part.TRAINING).stream()
              .filter(name -> !column.values().contains(name))
              .toList();
      if (!unknown.isEmpty()) {
        warnings.add(
            "column '"
                + column.name()
                + "' has values that no training row had ("
                + unknown.stream().limit(NAMED).collect(Collectors.joining(", "))
                + (unknown.size() > NAMED ? ", …" : "")
                + "): they count as missing");
      }
    }
  }

  private void classes() {
    for (ClassCount count : Learned.classes(schema.label(), columns, facts)) {
      if (count.rows() == 0) {
        warnings.add("class '" + count.name() + "' has held-out rows but no training row");
      }
    }
  }
}
