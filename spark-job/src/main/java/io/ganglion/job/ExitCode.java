package io.ganglion.job;

/** What a scheduler learns from the process's exit code. */
final class ExitCode {
  static final int DONE = 0;

  /** Anything that has no code of its own. */
  static final int FAILED = 1;

  /** The command or the job file is wrong, or the output folder isn't ours. */
  static final int USAGE = 2;

  /** A path or column is missing, the data or a model is wrong, or schemas differ. */
  static final int DATA = 3;

  /** Training diverged. */
  static final int DIVERGED = 4;

  /** The gate refused the model. */
  static final int REFUSED = 5;

  private ExitCode() {}
}
