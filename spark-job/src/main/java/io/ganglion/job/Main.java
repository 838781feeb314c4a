package io.ganglion.job;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where Ganglion's command line begins: commands run on a Java and a Spark that are new enough.
 *
 * <p>This class is compiled for Java 8, so that an old Java gets as far as saying what it lacks.
 */
public final class Main {
  private static final String JAVA = "17";
  private static final String SPARK = "3.5";
  private static final Pattern VERSION = Pattern.compile("(\\d+)(?:\\.(\\d+))?.*");

  private Main() {}

  /**
   * Runs a command, and ends the JVM with its exit code where it failed. YARN takes a driver of its
   * own for failed, and starts it again, that ends the JVM in place of returning.
   */
  public static void main(String[] arguments) {
    int code = execute(arguments);
    if (code != ExitCode.DONE) {
      System.exit(code);
    }
  }

  /** Runs a command and returns its exit code. */
  public static int execute(String... arguments) {
    String lacking = lacking(System.getProperty("java.version"), sparkVersion());
    if (lacking != null) {
      System.err.println("error: " + lacking);
      return 1;
    }
    return Commands.execute(arguments);
  }

  /**
   * What is too old, and what to do about it; null if nothing is.
   *
   * @param spark null if nobody knows
   */
  static String lacking(String java, String spark) {
    if (number(java) < number(JAVA)) {
      return "expected Java "
          + JAVA
          + " or newer, found "
          + java
          + " in "
          + System.getProperty("java.home")
          + ": point JAVA_HOME at one, and spark.executorEnv.JAVA_HOME too where executors run on"
          + " other machines (on YARN also spark.yarn.appMasterEnv.JAVA_HOME)";
    }
    if (spark != null && number(spark) < number(SPARK)) {
      return "expected Spark " + SPARK + " or newer, found " + spark + ": point SPARK_HOME at one";
    }
    return null;
  }

  /** Major and minor version as one number, in which Java 8 is 1.8. */
  private static int number(String version) {
    Matcher parts = VERSION.matcher(version);
    if (!parts.matches()) {
      return Integer.MAX_VALUE;
    }
    int minor = parts.group(2) == null ? 0 : Integer.parseInt(parts.group(2));
    return 1000 * Integer.parseInt(parts.group(1)) + minor;
  }

  /** What Spark's own jar says; null if there is none. */
  private static String sparkVersion() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try (InputStream file = loader.getResourceAsStream("spark-version-info.properties")) {
      if (file == null) {
        return null;
      }
      Properties facts = new Properties();
      facts.load(file);
      return facts.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
