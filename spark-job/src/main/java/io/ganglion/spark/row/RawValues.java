package io.ganglion.spark.row;

import io.ganglion.data.CategoricalColumn;
import io.ganglion.data.FeatureColumn;
import io.ganglion.data.RawRow;
import io.ganglion.data.Schema;
import io.ganglion.data.VectorColumn;
import io.ganglion.spark.table.NumberText;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;

/** Reads the features of a model from the rows of a table, whatever they are written as. */
public final class RawValues implements Serializable {
  private static final long serialVersionUID = 1L;

  /** In place of a step: the row itself. */
  private static final int WHOLE = -1;

  private static final int SHOWN = 5;

  private final String where;
  private final int[] positions;
  private final Schema schema;

  /** What tells a row that is a sequence or a node from others; else empty. */
  private final int[] shown;

  /** What a row is that is no sequence. */
  private final String unit;

  /** What to do about a wrong value. */
  private final String fix;

  /** The features of the schema at the given positions of a row. */
  public RawValues(String where, int[] positions, Schema schema) {
    this(where, positions, schema, new int[0]);
  }

  /**
   * The features of a node, whose row cannot be left out, since others hear it.
   *
   * @param id the position of what names it
   */
  public static RawValues ofNodes(String where, int[] positions, Schema schema, int id) {
    return new RawValues(where, positions, schema, new int[] {id}, "node", "correct it");
  }

  /**
   * The features of an edge.
   *
   * @param ends the positions of what names its nodes
   */
  public static RawValues ofEdges(String where, int[] positions, Schema schema, int[] ends) {
    return new RawValues(where, positions, schema, ends, "edge", "correct it");
  }

  /**
   * The features of the schema at the given positions of a row that is a sequence.
   *
   * @param shown positions of what tells it from others
   */
  public RawValues(String where, int[] positions, Schema schema, int[] shown) {
    this(
        where,
        positions,
        schema,
        shown,
        "node",
        "correct it, or leave such rows out with --invalid skip");
  }

  private RawValues(
      String where, int[] positions, Schema schema, int[] shown, String unit, String fix) {
    this.where = where;
    this.positions = positions;
    this.schema = schema;
    this.shown = shown;
    this.unit = unit;
    this.fix = fix;
  }

  /** The number of steps of a row that is a sequence, in whose columns of steps lists stand. */
  public int steps(Row row) {
    return ((List<?>) row.get(positions[0])).size();
  }

  /** Fills {@code raw} from a row; returns the first problem, or null. */
  public String read(Row row, RawRow raw) {
    return read(row, WHOLE, raw);
  }

  /** Fills {@code raw} from a step of a row that is a sequence; returns the first problem. */
  public String read(Row row, int step, RawRow raw) {
    int number = 0;
    int category = 0;
    for (int i = 0; i < positions.length; i++) {
      FeatureColumn feature = schema.features().get(i);
      Object value = step == WHOLE ? row.get(positions[i]) : at(row, positions[i], step);
      if (feature instanceof CategoricalColumn column) {
        raw.categories[category++] = name(value, column.numbers());
      } else if (feature instanceof VectorColumn column) {
        String problem = readVector(value, column, raw, number);
        number += column.elements().size();
        if (problem != null) {
          return problem(feature, problem, row, step);
        }
      } else {
        double read = number(value);
        if (Double.isInfinite(read)) {
          return problem(feature, numberProblem(value), row, step);
        }
        raw.numbers[number++] = read;
      }
    }
    return null;
  }

  /** A step of a list. */
  public static Object at(Row row, int position, int step) {
    return ((List<?>) row.get(position)).get(step);
  }

  private String readVector(Object value, VectorColumn column, RawRow raw, int from) {
    if (!(value instanceof Vector vector) || vector.size() != column.size()) {
      String found = value instanceof Vector v ? "one of " + v.size() : "'" + value + "'";
      return "expected a vector of " + column.size() + " elements, found " + found;
    }
    if (!column.sparse()) {
      // Of a dense vector these are its own values, without a copy.
      System.arraycopy(vector.toArray(), 0, raw.numbers, from, column.size());
      return null;
    }
    SparseVector sparse = vector.toSparse();
    raw.stored = sparse.indices().length;
    raw.index = sparse.indices();
    raw.value = raw.value.length < raw.stored ? new float[2 * raw.stored] : raw.value;
    for (int k = 0; k < raw.stored; k++) {
      raw.value[k] = (float) sparse.values()[k];
    }
    return null;
  }

  private String problem(FeatureColumn feature, String problem, Row row, int step) {
    return where
        + ": column '"
        + feature.name()
        + "': "
        + problem
        + (step == WHOLE
            ? (shown.length == 0
                ? " in the row " + row.mkString(",")
                : " of " + unit + " " + named(row))
            : " in step " + (step + 1) + " of the sequence " + named(row))
        + "; "
        + fix;
  }

  private String named(Row row) {
    return Arrays.stream(shown)
        .mapToObj(place -> String.valueOf(row.get(place)))
        .limit(SHOWN)
        .collect(Collectors.joining(","));
  }

  private static String numberProblem(Object value) {
    boolean number =
        value instanceof Number || (value instanceof String text && NumberText.isNumber(text));
    return "expected a number"
        + (number ? " within the range of a float" : "")
        + ", found '"
        + value
        + "'";
  }

  /** Null for a missing name; a number as its text in training. */
  private String name(Object value, boolean numbers) {
    if (value == null) {
      return null;
    }
    if (numbers) {
      double number = number(value);
      return Double.isNaN(number) ? null : NumberText.format(number);
    }
    String text = String.valueOf(value);
    return text.isEmpty() || schema.missing().contains(text) ? null : text;
  }

  /** NaN for a missing value; an infinity for what no float holds. */
  private double number(Object value) {
    if (value == null) {
      return Double.NaN;
    }
    if (value instanceof Boolean flag) {
      return flag ? 1.0 : 0.0;
    }
    double number =
        value instanceof String text
            ? parsed(text)
            : value instanceof Number given ? given.doubleValue() : Double.POSITIVE_INFINITY;
    return Float.isInfinite((float) number) ? Double.POSITIVE_INFINITY : number;
  }

  private double parsed(String text) {
    if (text.isEmpty() || schema.missing().contains(text)) {
      return Double.NaN;
    }
    if (!NumberText.isNumber(text)) {
      return Double.POSITIVE_INFINITY;
    }
    // Java reads NaN and Infinity in that spelling alone.
    boolean word = Character.isLetter(text.charAt(text.length() - 1));
    if (word) {
      return text.equalsIgnoreCase("nan") ? Double.NaN : Double.POSITIVE_INFINITY;
    }
    return Double.parseDouble(text);
  }
}
