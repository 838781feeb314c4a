package io.ganglion.spark.row;

/**
 * The used part of a sequence, as a {@link RowLayout} arranges it. A bean of primitives, so that
 * Spark fills it without boxing.
 */
public final class SequenceRow {
  private int steps;
  private double[] numbers;
  private String[] texts;
  private double[] ofSequence;
  private String[] textsOfSequence;

  /** The number of steps. */
  public int getSteps() {
    return steps;
  }

  public void setSteps(int steps) {
    this.steps = steps;
  }

  /** The columns of numbers of steps, one behind the other; NaN where a number is missing. */
  public double[] getNumbers() {
    return numbers;
  }

  public void setNumbers(double[] numbers) {
    this.numbers = numbers;
  }

  /** The columns of texts of steps, one behind the other; null where a text is missing. */
  public String[] getTexts() {
    return texts;
  }

  public void setTexts(String[] texts) {
    this.texts = texts;
  }

  /** The numbers of the sequence as a whole. */
  public double[] getOfSequence() {
    return ofSequence;
  }

  public void setOfSequence(double[] ofSequence) {
    this.ofSequence = ofSequence;
  }

  /** The texts of the sequence as a whole. */
  public String[] getTextsOfSequence() {
    return textsOfSequence;
  }

  public void setTextsOfSequence(String[] textsOfSequence) {
    this.textsOfSequence = textsOfSequence;
  }
}
