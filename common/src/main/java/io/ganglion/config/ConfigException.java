package io.ganglion.config;

import java.util.List;

/** A job file or a command is wrong; the message lists every problem found. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  public ConfigException(String problem) {
    this(List.of(problem));
  }

  public ConfigException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** One line a problem: where, what was expected, what was found, and the fix. */
  public List<String> problems() {
    return problems;
  }
}
