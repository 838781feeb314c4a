package io.ganglion.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.logging.log4j.core.config.Configurator;

/**
 * What a command printed and how it ended. It runs in this JVM, on {@code local[2]}, and logs as it
 * does for a user.
 *
 * @param exitCode as a scheduler gets it
 * @param out on standard output
 * @param err on standard error, with the log
 */
record CommandLineRun(int exitCode, String out, String err) {
  private static final URI LOGGING = logging();

  static CommandLineRun of(String... arguments) {
    System.setProperty("spark.master", "local[2]");
    System.setProperty("spark.ui.enabled", "false");
    System.setProperty("spark.sql.shuffle.partitions", "2");
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    ByteArrayOutputStream complained = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(written, true, UTF_8));
      System.setErr(new PrintStream(complained, true, UTF_8));
      Configurator.reconfigure(LOGGING);
      int code = Main.execute(arguments);
      return new CommandLineRun(code, written.toString(UTF_8), complained.toString(UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
      Configurator.reconfigure();
    }
  }

  /** The launcher's logging, but to the standard error of the moment. */
  private static URI logging() {
    try {
      Path file = Files.createTempFile("log4j2", ".properties");
      file.toFile().deleteOnExit();
      String settings = Files.readString(Path.of("../conf/log4j2.properties"));
      Files.writeString(file, settings + "\nappender.console.follow = true\n");
      return file.toUri();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a command under a setting of Spark. */
  static CommandLineRun under(String property, String value, String... arguments) {
    System.setProperty(property, value);
    try {
      return of(arguments);
    } finally {
      System.clearProperty(property);
    }
  }

  /** The same run, which must have succeeded. */
  CommandLineRun succeeded() {
    if (exitCode != ExitCode.DONE) {
      throw new AssertionError("exit code " + exitCode + ": " + err);
    }
    return this;
  }

  /** The lines of standard error that tell of errors. */
  List<String> errors() {
    return err.lines().filter(line -> line.startsWith("error: ")).toList();
  }

  /** The only error. */
  String error() {
    if (errors().size() != 1) {
      throw new AssertionError("expected one error, found " + err);
    }
    return errors().get(0);
  }

  /** The lines of standard output that warn. */
  List<String> warnings() {
    return out.lines().filter(line -> line.startsWith("warning: ")).toList();
  }

  /** The last line of standard output. */
  String lastLine() {
    return out.lines().reduce("", (before, line) -> line);
  }
}
