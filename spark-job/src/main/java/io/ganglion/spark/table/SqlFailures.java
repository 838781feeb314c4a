package io.ganglion.spark.table;

import java.util.concurrent.Callable;
import org.apache.spark.sql.AnalysisException;

/** Turns Spark's reports of SQL that means nothing into one line. */
final class SqlFailures {
  private SqlFailures() {}

  /**
   * Runs something that makes a table out of SQL.
   *
   * @param problem where and what can't be done
   * @param fix what the user can do about it
   * @throws DataException if the SQL can't be parsed, or names what isn't there
   */
  static <T> T explained(String problem, String fix, Callable<T> work) {
    try {
      return work.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (AnalysisException e) {
      throw new DataException(problem + ": " + reason(e) + "; " + fix, e);
    } catch (Exception e) {
      throw new DataException(problem + ": " + e.getMessage() + "; " + fix, e);
    }
  }

  private static String reason(AnalysisException failure) {
    return plain(failure.getMessage())
        .replaceFirst("\\s*(?:\\(line \\d+, pos \\d+\\)|; line \\d+ pos \\d+).*$", "")
        .replaceFirst("[.;]+$", "");
  }

  /** The first line of a message of Spark, without its codes. */
  static String plain(String message) {
    String line = message.lines().filter(text -> !text.isBlank()).findFirst().orElse("");
    return line.replaceFirst("^\\[[A-Z0-9_.]+] ", "").replaceFirst("\\s*SQLSTATE: .*$", "");
  }
}
