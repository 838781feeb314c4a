package io.ganglion.data;

/**
 * What people call the parts of data, in the plural.
 *
 * @param examples what a network learns from one by one
 * @param targets what has a label and a prediction
 * @param steps what a column has a value for
 */
public record Units(String examples, String targets, String steps) {
  private static final Units ROWS = new Units("rows", "rows", "rows");

  /** The words for sequences; for rows where there are none. */
  public static Units of(Sequences sequences) {
    if (sequences == null) {
      return ROWS;
    }
    String examples = sequences.form().unit();
    return new Units(examples, sequences.labelPerStep() ? "steps" : examples, "steps");
  }

  /** The words for graphs. */
  public static Units of(Graphs graphs) {
    return new Units(graphs.unit(), graphs.unit(), "nodes");
  }
}
