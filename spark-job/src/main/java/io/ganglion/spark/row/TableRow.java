package io.ganglion.spark.row;

/**
 * The used part of a row of a table, as a {@link RowLayout} arranges it. A bean of primitives, so
 * that Spark fills it without boxing.
 */
public class TableRow {
  private double[] numbers;
  private String[] texts;

  /** NaN where a number is missing. */
  public double[] getNumbers() {
    return numbers;
  }

  public void setNumbers(double[] numbers) {
    this.numbers = numbers;
  }

  /** Null where a text is missing. */
  public String[] getTexts() {
    return texts;
  }

  public void setTexts(String[] texts) {
    this.texts = texts;
  }
}
