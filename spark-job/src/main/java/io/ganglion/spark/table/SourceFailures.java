package io.ganglion.spark.table;

import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns Spark's reports of a source that cannot be read into one line that says what to do. */
public final class SourceFailures {
  private static final Pattern FILE = Pattern.compile("(?:reading file|CSV file:) (\\S+)");
  private static final Pattern RECORD =
      Pattern.compile("Malformed CSV record: (.*?)(?: SQLSTATE|\\R|$)");
  private static final Pattern HEADER =
      Pattern.compile("(Expected: .* but found: .*)|(The number of columns .*)");

  private static final Pattern VECTOR = Pattern.compile("out of bounds for vector of size (\\d+)");
  private static final Pattern NAMELESS =
      Pattern.compile("Expected: _c\\d+ but found:\\s*(CSV file|\\R|$)");

  private SourceFailures() {}

  /**
   * Runs something that reads a source.
   *
   * @throws DataException if it cannot be read
   */
  public static <T> T explained(String where, String location, Callable<T> reading) {
    try {
      return reading.call();
    } catch (Exception e) {
      throw explained(where, location, e);
    }
  }

  /**
   * Runs something that reads a source, and other things.
   *
   * @throws DataException if that is what it failed by
   */
  public static <T> T unwrapped(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (Exception e) {
      // Among them what Java calls checked: Scala's methods do not declare it.
      DataException known = known(e);
      if (known != null) {
        throw known;
      }
      throw e;
    }
  }

  private static DataException known(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof DataException known) {
        return known;
      }
    }
    return null;
  }

  /** What the user is told of a source that cannot be read. */
  public static DataException explained(String where, String location, Exception failure) {
    DataException known = known(failure);
    return known == null
        ? new DataException(where + ": " + explain(location, failure), failure)
        : known;
  }

  /** Whether a job that also did other things failed because a source could not be read. */
  public static boolean ofSource(Throwable failure) {
    String messages = messages(failure);
    return FILE.matcher(messages).find() || RECORD.matcher(messages).find();
  }

  private static String explain(String location, Throwable failure) {
    String messages = messages(failure);
    Matcher file = FILE.matcher(messages);
    String place = file.find() ? file.group(1).replaceAll("\\.$", "") : location;
    Matcher malformed = RECORD.matcher(messages);
    if (malformed.find()) {
      return place
          + " holds a line that does not fit its header: "
          + malformed.group(1)
          + "; every line needs as many fields as the header, and quotes around a field that holds"
          + " a separator";
    }
    if (messages.contains("Malformed records are detected")) {
      return place
          + " holds what is no JSON ("
          + rootMessage(failure)
          + "); expected an object a line, or the option multiLine for objects of several lines";
    }
    Matcher vector = VECTOR.matcher(messages);
    if (vector.find()) {
      return place
          + " holds more than the "
          + vector.group(1)
          + " features that the option names; give the number of the widest row";
    }
    if (messages.contains("parseLibSVMRecord")) {
      return place
          + " holds a line that is not LIBSVM ("
          + rootMessage(failure)
          + "); to see it with its file, leave out the option 'features'";
    }
    if (NAMELESS.matcher(messages).find()) {
      return place + " has a column without a name in its header; name it, or read one file alone";
    }
    Matcher header = HEADER.matcher(messages);
    if (messages.contains("header") && header.find()) {
      return place
          + " has another header than the other files or names a column twice ("
          + header.group().trim()
          + "); give all files the same columns in the same order";
    }
    return "cannot read " + place + ": " + rootMessage(failure);
  }

  private static String messages(Throwable failure) {
    StringBuilder messages = new StringBuilder();
    for (Throwable t = failure; t != null; t = t.getCause()) {
      messages.append(t.getMessage()).append('\n');
    }
    return messages.toString();
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String line = root.getMessage() == null ? "" : SqlFailures.plain(root.getMessage());
    return line.isEmpty() ? root.getClass().getSimpleName() : line;
  }
}
