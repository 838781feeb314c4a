package io.ganglion.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

/**
 * What a command printed and how it ended. It runs in this JVM, on {@code local[2]}.
 *
 * @param exitCode as a scheduler gets it
 * @param out on standard output
 * @param err on standard error
 */
record CommandLineRun(int exitCode, String out, String err) {
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
      int code = Main.execute(arguments);
      return new CommandLineRun(code, written.toString(UTF_8), complained.toString(UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  /** The lines of standard error that tell of errors. */
  java.util.List<String> errors() {
    return err.lines().filter(line -> line.startsWith("error: ")).toList();
  }

  /** The last line of standard output. */
  String lastLine() {
    return out.lines().reduce("", (before, line) -> line);
  }
}
