package io.ganglion.job;

import io.ganglion.config.ConfigException;
import io.ganglion.data.AugmentationException;
import io.ganglion.model.ModelException;
import io.ganglion.network.NetworkException;
import io.ganglion.spark.table.DataException;
import io.ganglion.train.DivergedException;
import io.ganglion.train.TargetException;
import java.io.UncheckedIOException;

/** What an exception means to the user: an exit code, and whether a stack trace helps. */
final class Failures {
  private Failures() {}

  /** The exit code that tells a scheduler what went wrong. */
  static int exitCode(Throwable failure) {
    Throwable cause = known(failure);
    if (cause instanceof ConfigException
        || cause instanceof NetworkException
        || cause instanceof AugmentationException) {
      return ExitCode.USAGE;
    }
    if (cause instanceof DataException
        || cause instanceof ModelException
        || cause instanceof TargetException) {
      return ExitCode.DATA;
    }
    if (cause instanceof RefusedException) {
      return ExitCode.REFUSED;
    }
    return cause instanceof DivergedException ? ExitCode.DIVERGED : ExitCode.FAILED;
  }

  /** The message for the user. */
  static String message(Throwable failure) {
    Throwable cause = known(failure);
    String message = cause.getMessage();
    boolean ours = exitCode(failure) != ExitCode.FAILED || cause instanceof UncheckedIOException;
    return Secrets.hidden(ours && message != null ? message : cause.toString());
  }

  /**
   * The first cause that is one of ours, since Spark wraps what a task throws; else the failure.
   */
  private static Throwable known(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof ConfigException
          || t instanceof NetworkException
          || t instanceof AugmentationException
          || t instanceof DataException
          || t instanceof ModelException
          || t instanceof TargetException
          || t instanceof RefusedException
          || t instanceof DivergedException) {
        return t;
      }
    }
    return failure;
  }
}
