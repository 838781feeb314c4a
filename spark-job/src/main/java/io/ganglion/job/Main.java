package io.ganglion.job;

import io.ganglion.model.Library;
import java.io.PrintWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The command line of Ganglion. */
@Command(
    name = "ganglion",
    mixinStandardHelpOptions = true,
    version = "ganglion " + Library.VERSION,
    description = "Neural networks on Apache Spark.",
    subcommands = {
      TrainCommand.class,
      EvaluateCommand.class,
      PredictCommand.class,
      SummaryCommand.class,
      ExportCommand.class,
      ImportCommand.class,
      HelpCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:done",
      " 1:failed for a reason that has no code of its own",
      " 2:the command or the job file is wrong, or the output folder isn't ours",
      " 3:a path or column is missing, the data or a model is wrong, or schemas differ",
      " 4:training diverged"
    })
public final class Main implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  @Spec private CommandSpec command;

  @Override
  public void run() {
    throw new ParameterException(
        command.commandLine(),
        "expected a command: train, evaluate, predict, summary, export or import");
  }

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
    return new CommandLine(new Main())
        .setExecutionExceptionHandler(Main::explain)
        .setCaseInsensitiveEnumValuesAllowed(true)
        // No example is broken, so that it can be copied.
        .setUsageHelpWidth(120)
        .execute(arguments);
  }

  private static int explain(Exception failure, CommandLine command, ParseResult parsed) {
    int code = Failures.exitCode(failure);
    PrintWriter err = command.getErr();
    Failures.message(failure).lines().forEach(line -> err.println("error: " + line));
    if (code == ExitCode.FAILED) {
      LOG.error("{} failed", command.getCommandName(), failure);
    }
    return code;
  }
}
