package io.ganglion.train;

/** How much of each class was taken for which class, rows weighted. */
public final class Confusion {
  /** Beyond that many classes the table is not made: it grows with their square. */
  public static final int MOST_CLASSES = 500;

  private final int classes;
  private final double[] cells;

  /** An empty table. */
  public Confusion(int classes) {
    this(classes, new double[classes <= MOST_CLASSES ? classes * classes : 0]);
  }

  Confusion(int classes, double[] cells) {
    this.classes = classes;
    this.cells = cells;
  }

  /** Takes in a row. */
  public void add(int truth, int answer, double weight) {
    if (counted()) {
      cells[truth * classes + answer] += weight;
    }
  }

  void merge(double[] other) {
    for (int i = 0; i < cells.length; i++) {
      cells[i] += other[i];
    }
  }

  double[] cells() {
    return cells;
  }

  public int classes() {
    return classes;
  }

  /** Whether there were few enough classes to count. */
  public boolean counted() {
    return cells.length > 0;
  }

  /** The weight of the rows of one class that were taken for another, or the same. */
  public double cell(int truth, int answer) {
    return cells[truth * classes + answer];
  }

  /** The weight of the rows of a class. */
  public double row(int truth) {
    double sum = 0.0;
    for (int answer = 0; answer < classes; answer++) {
      sum += cell(truth, answer);
    }
    return sum;
  }
}
