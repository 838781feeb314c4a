package io.ganglion.spark.table;

import java.util.List;

/** A path, a column or a value of the data is missing or wrong; a line for each problem found. */
public final class DataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A problem: where, what was expected, what was found, and the fix. */
  public DataException(String problem) {
    super(problem);
  }

  /** A problem that something else reported first. */
  public DataException(String problem, Throwable cause) {
    super(problem, cause);
  }

  /** Several problems, each in a line of its own. */
  public DataException(List<String> problems) {
    super(String.join("\n", problems));
  }
}
