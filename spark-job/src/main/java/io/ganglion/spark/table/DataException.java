package io.ganglion.spark.table;

import java.util.List;

/** A path, a column or a value of the data is missing or wrong; a line for each problem found. */
public final class DataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DataException(String problem) {
    super(problem);
  }

  public DataException(String problem, Throwable cause) {
    super(problem, cause);
  }

  public DataException(List<String> problems) {
    super(String.join("\n", problems));
  }
}
